package io.kubevirt.ee.handler.host;

import java.io.IOException;

/** Connects a socket to a domain's VNC server, which listens nowhere: only libvirt reaches it. */
@FunctionalInterface
public interface GraphicsOpener {

    /**
     * Hands one end of a connected socket to the domain's qemu.
     *
     * @param domain the domain's name
     * @param vmiUid uid of the VMI it has to be of
     * @param descriptor stays the caller's to close
     */
    void open(String domain, String vmiUid, int descriptor) throws IOException;
}
