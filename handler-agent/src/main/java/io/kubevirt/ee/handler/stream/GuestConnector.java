package io.kubevirt.ee.handler.stream;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/** Connects to a device of a running guest. */
public interface GuestConnector {

    /**
     * Opens the device's byte stream; it ends when the guest ends.
     *
     * @throws IOException when the guest's qemu does not listen
     */
    SocketChannel connect(String vmiUid, GuestDevice device) throws IOException;
}
