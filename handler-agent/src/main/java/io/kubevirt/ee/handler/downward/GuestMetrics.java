package io.kubevirt.ee.handler.downward;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/** Where a guest of this node is told its figures. */
public interface GuestMetrics {

    /**
     * Writes the disk of a running guest anew.
     *
     * @param vmiUid whose guest
     * @param volume the disk's
     * @param text what it shall hold
     * @throws IOException the guest is gone, or the node's disk is full
     */
    void write(String vmiUid, String volume, String text) throws IOException;

    /**
     * Connects to the channel on which a running guest asks.
     *
     * @throws IOException nobody listens (any more)
     */
    ByteChannel connect(String vmiUid) throws IOException;
}
