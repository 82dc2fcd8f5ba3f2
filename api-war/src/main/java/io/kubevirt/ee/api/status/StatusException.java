package io.kubevirt.ee.api.status;

import io.kubernetes.client.openapi.models.V1Status;

/** Ends a request with the given status as its answer. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient V1Status status;

    /** Ends the request with the status. */
    public StatusException(V1Status status) {
        super(status.getMessage());
        this.status = status;
    }

    /** Ends the request with the status, and keeps what led to it for the log. */
    public StatusException(V1Status status, Throwable cause) {
        super(status.getMessage(), cause);
        this.status = status;
    }

    /** Returns the answer. */
    public V1Status status() {
        return status;
    }
}
