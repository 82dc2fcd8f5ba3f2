package io.kubevirt.ee.api.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Says back whatever it is told: a guest's service, on a TCP and a UDP port of this machine. */
final class Echo implements AutoCloseable {
    private static final int MOST_BYTES = 70_000;
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ServerSocketChannel tcp = ServerSocketChannel.open().bind(ANY_PORT, 200);
    private final DatagramChannel udp = DatagramChannel.open().bind(ANY_PORT);

    Echo() throws IOException {
        Thread.ofVirtual().start(this::accept);
        Thread.ofVirtual().start(this::answerDatagrams);
    }

    int tcpPort() throws IOException {
        return ((InetSocketAddress) tcp.getLocalAddress()).getPort();
    }

    int udpPort() throws IOException {
        return ((InetSocketAddress) udp.getLocalAddress()).getPort();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel caller = tcp.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void answer(SocketChannel caller) {
        ByteBuffer heard = ByteBuffer.allocate(MOST_BYTES);
        try (caller) {
            while (caller.read(heard.clear()) >= 0) {
                heard.flip();
                while (heard.hasRemaining()) {
                    caller.write(heard);
                }
            }
        } catch (IOException gone) {
            // So is the caller.
        }
    }

    /** How long each datagram was, and its bytes. */
    private void answerDatagrams() {
        ByteBuffer heard = ByteBuffer.allocate(MOST_BYTES);
        try {
            while (true) {
                SocketAddress from = udp.receive(heard.clear());
                heard.flip();
                udp.send(
                        ByteBuffer.wrap(
                                "%d:"
                                        .formatted(heard.remaining())
                                        .getBytes(StandardCharsets.US_ASCII)),
                        from);
                udp.send(heard, from);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
    }
}
