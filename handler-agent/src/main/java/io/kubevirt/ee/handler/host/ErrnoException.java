package io.kubevirt.ee.handler.host;

import java.io.IOException;

/** A system call that failed, with its error number. */
final class ErrnoException extends IOException {

    static final int ENOENT = 2;
    static final int EAGAIN = 11;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int ELOOP = 40;

    private static final long serialVersionUID = 1L;

    private final int errno;

    ErrnoException(String call, int errno, String words) {
        super(call + ": " + words);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
