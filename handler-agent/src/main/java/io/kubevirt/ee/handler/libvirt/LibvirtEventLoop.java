package io.kubevirt.ee.handler.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;
import org.libvirt.Connect;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt.VirErrorCallback;

/**
 * Libvirt's event loop: one per process, started before the first connection, in a thread of its
 * own that ends with the process. Events and the answers to keep-alives come through it, so nothing
 * may wait in a callback.
 */
final class LibvirtEventLoop {

    private static final Logger LOG = System.getLogger(LibvirtEventLoop.class.getName());
    private static final long PAUSE_NANOS = 100_000_000L;

    // Libvirt prints every error on stderr unless somebody takes them; they come as exceptions too.
    // A field, because native code holds no reference that the garbage collector sees.
    private static final VirErrorCallback SILENT = (userData, error) -> {};
    private static boolean started;

    private LibvirtEventLoop() {}

    /** Starts the loop unless it runs. */
    static synchronized void start() throws LibvirtException {
        if (started) {
            return;
        }
        Connect.setErrorCallback(SILENT);
        Library.initEventLoop();
        Thread.ofPlatform().daemon().name("libvirt-events").start(LibvirtEventLoop::run);
        started = true;
    }

    private static void run() {
        while (true) {
            try {
                Library.processEvent();
            } catch (LibvirtException | RuntimeException e) {
                LOG.log(Level.WARNING, "libvirt's event loop failed once, it goes on", e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
