package io.kubevirt.ee.handler.host;

import java.io.IOException;

/** The process that was meant has ended. */
final class ProcessGone extends IOException {

    private static final long serialVersionUID = 1L;

    ProcessGone(long pid, IOException cause) {
        super("process " + pid + " has ended", cause);
    }
}
