package io.kubevirt.ee.handler.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** Connects to a running guest. */
public interface GuestConnector {

    /**
     * Opens the device's byte stream; it ends when the guest ends.
     *
     * @param slot which one, where the guest has several; from 0
     * @throws IOException when the guest's qemu does not listen
     */
    SocketChannel connect(String vmiUid, GuestDevice device, int slot) throws IOException;

    /**
     * Opens a connection to a port of a guest's address.
     *
     * @throws IOException when nobody answers there
     */
    default ByteChannel connect(InetAddress address, GuestPort port) throws IOException {
        return PortChannels.open(address, port);
    }
}
