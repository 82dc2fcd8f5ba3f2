package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.runtime.stream.MessageAssembler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Carries what a guest says to its client, a chunk at a time. A device says little at a time, a
 * serial port one byte: what follows upon a little goes along with the next message, for each
 * message costs its way through virt-api and the API server as much as a full one.
 */
final class GuestPump {
    /** Not to be noticed by whoever types. */
    static final Duration GATHERING = Duration.ofMillis(5);

    private static final int CHUNK_BYTES = 32 * 1024;
    private static final int LITTLE_BYTES = 4 * 1024;

    private final ReadableByteChannel guest;
    private final StreamManner manner;
    private final Client client;

    /** The client's end. */
    interface Client {
        /** Returns when the client took the chunk. */
        void send(ByteBuffer chunk)
                throws InterruptedException, ExecutionException, TimeoutException;
    }

    GuestPump(ReadableByteChannel guest, StreamManner manner, Client client) {
        this.guest = guest;
        this.manner = manner;
        this.client = client;
    }

    /**
     * Returns when the guest has said all.
     *
     * @throws IOException when its end is closed
     */
    void run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ByteBuffer chunk =
                ByteBuffer.allocate(manner.datagrams() ? MessageAssembler.LONGEST : CHUNK_BYTES);
        while (guest.read(chunk.clear()) >= 0) {
            boolean little = chunk.flip().remaining() < LITTLE_BYTES;
            client.send(chunk);
            if (little && manner.gathers()) {
                Thread.sleep(GATHERING);
            }
        }
    }
}
