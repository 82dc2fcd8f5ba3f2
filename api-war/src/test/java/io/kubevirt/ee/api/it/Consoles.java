package io.kubevirt.ee.api.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Consoles of the tests: what they are asked for, and what is said at a guest's end. */
final class Consoles {
    private Consoles() {}

    /** A running instance whose guest the agent knows. */
    static String running(Agent agent) throws Exception {
        String name = Guests.newName("console");
        Guests.withInstance(
                name, "{\"phase\": \"Running\", \"nodeName\": \"%s\"}".formatted(Agent.NODE));
        agent.runs(name);
        return name;
    }

    static Http administrator() throws Exception {
        return Stage.current().administrator();
    }

    static String console(String name) {
        return stream(name, "console");
    }

    static String stream(String name, String kind) {
        return Guests.SUBRESOURCES + "/virtualmachineinstances/" + name + "/" + kind;
    }

    static void write(SocketChannel guest, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            guest.write(buffer);
        }
    }

    static String read(SocketChannel guest, int length) {
        return new String(readAll(guest, length), StandardCharsets.UTF_8);
    }

    static byte[] readAll(SocketChannel guest, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining() && guest.read(buffer) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.array();
    }
}
