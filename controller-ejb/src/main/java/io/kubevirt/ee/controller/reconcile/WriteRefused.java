package io.kubevirt.ee.controller.reconcile;

import io.kubevirt.ee.runtime.loop.Explained;

/**
 * The API server will not have a write. The user was told by a condition; it is tried again later.
 */
final class WriteRefused extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;

    /**
     * Without a stack trace: where it was thrown says nothing, and it goes into the log each time.
     */
    WriteRefused(String message) {
        super(message, null, false, false);
    }
}
