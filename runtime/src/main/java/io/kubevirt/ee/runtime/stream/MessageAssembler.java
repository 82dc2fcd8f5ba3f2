package io.kubevirt.ee.runtime.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Puts the parts of a message together where the whole counts: a message is a datagram. Used by one
 * thread at a time.
 */
public final class MessageAssembler {
    /** The most bytes that a datagram of UDP over IPv4 can carry. */
    public static final int LONGEST = 65_507;

    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    /**
     * Takes a part.
     *
     * @return the whole message, its own copy, once the last part is there
     * @throws IOException when the message is longer than a datagram
     */
    public Optional<ByteBuffer> add(ByteBuffer part, boolean last) throws IOException {
        if (parts.size() + part.remaining() > LONGEST) {
            throw new IOException("a datagram holds at most %d bytes".formatted(LONGEST));
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        parts.writeBytes(bytes);
        if (!last) {
            return Optional.empty();
        }
        ByteBuffer whole = ByteBuffer.wrap(parts.toByteArray());
        parts.reset();
        return Optional.of(whole);
    }
}
