package io.kubevirt.ee.api.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The way to an agent, which can be lost as that to a node is: nothing arrives, nobody is told. */
final class Relay implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    private final ServerSocketChannel from;
    private final InetSocketAddress to;
    private volatile boolean lost;

    /** A way from one port of this machine to another. */
    Relay(int fromPort, int toPort) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        to = new InetSocketAddress(here, toPort);
        from = ServerSocketChannel.open().bind(new InetSocketAddress(here, fromPort));
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on nothing arrives. */
    void lose() {
        lost = true;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel caller = from.accept();
                SocketChannel called = SocketChannel.open(to);
                Thread.ofVirtual().start(() -> carry(caller, called));
                Thread.ofVirtual().start(() -> carry(called, caller));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void carry(SocketChannel source, SocketChannel target) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (source.read(chunk.clear()) >= 0) {
                chunk.flip();
                while (chunk.hasRemaining() && !lost) {
                    target.write(chunk);
                }
            }
            if (!lost) {
                target.close();
            }
        } catch (IOException gone) {
            // As the other end will see.
        }
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
