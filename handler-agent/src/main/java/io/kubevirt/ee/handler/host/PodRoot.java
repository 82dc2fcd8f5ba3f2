package io.kubevirt.ee.handler.host;

import java.io.IOException;

/**
 * The root of a pod's file system. Whatever the pod's user put there: a path is resolved as the pod
 * itself would resolve it, absolute links and {@code ..} end at this root, magic links of /proc are
 * not followed.
 */
record PodRoot(Descriptor root) implements AutoCloseable {

    private static final long CONFINED = Syscalls.RESOLVE_IN_ROOT | Syscalls.RESOLVE_NO_MAGICLINKS;
    private static final int ATTEMPTS = 16;

    /** The file at {@code path} as a reference: nothing is opened, read or started by it. */
    Descriptor locate(String path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return new Descriptor(
                        Syscalls.openat2(root.fd(), path, Syscalls.O_PATH, 0, CONFINED));
            } catch (ErrnoException failed) {
                // The kernel gives up when something is renamed on the way of a "..".
                if (failed.errno() != ErrnoException.EAGAIN || attempt == ATTEMPTS) {
                    throw failed;
                }
            }
        }
    }

    @Override
    public void close() {
        root.close();
    }
}
