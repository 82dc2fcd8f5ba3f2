package io.kubevirt.ee.handler.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Connections to ports of guests, over the node's way to its own pods. */
final class PortChannels {

    /** Less than virt-api waits for the agent. */
    private static final Duration CONNECTING = Duration.ofSeconds(4);

    private PortChannels() {}

    /**
     * Opens a connection; one of UDP is only a choice of peer, and tells nothing about it.
     *
     * @throws IOException when nobody listens there, or nobody answers in time
     */
    static ByteChannel open(InetAddress address, GuestPort port) throws IOException {
        InetSocketAddress peer = new InetSocketAddress(address, port.number());
        return switch (port.protocol()) {
            case TCP -> tcp(peer);
            case UDP -> DatagramChannel.open().connect(peer);
        };
    }

    private static ByteChannel tcp(InetSocketAddress peer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(peer, (int) CONNECTING.toMillis());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }
}
