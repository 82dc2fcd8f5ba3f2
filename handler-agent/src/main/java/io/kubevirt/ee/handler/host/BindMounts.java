package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Path;

/** Mounts of single files, by descriptor. */
final class BindMounts {

    private BindMounts() {}

    /**
     * A detached copy of the mount of {@code file}, made in the mount namespace it lives in: by a
     * thread of its own, which enters that namespace and ends.
     */
    static Descriptor copy(Descriptor namespace, Descriptor file) throws IOException {
        long[] result = new long[1];
        Thread visitor =
                Thread.ofPlatform()
                        .name("mount-visitor")
                        .start(
                                () ->
                                        result[0] =
                                                Syscalls.copyMountOfNamespace(
                                                        namespace.fd(), file.fd()));
        joinUninterruptibly(visitor);
        if (result[0] < 0) {
            throw Syscalls.failed("copy of a pod's mount", (int) -result[0]);
        }
        return new Descriptor((int) result[0]);
    }

    /** Takes off whatever is mounted at or below {@code path}. Nothing mounted is no error. */
    static void detachAll(Path path) throws IOException {
        for (String target : MountTable.own().targetsAtOrBelow(path)) {
            Syscalls.detachMount(target);
        }
    }

    // The visitor uses the callers' descriptors: they must not be closed before it has ended.
    private static void joinUninterruptibly(Thread visitor) {
        boolean interrupted = false;
        while (visitor.isAlive()) {
            try {
                visitor.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
