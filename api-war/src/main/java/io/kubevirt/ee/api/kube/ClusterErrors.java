package io.kubevirt.ee.api.kube;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.runtime.kube.KubeException;

/** Says to a caller what the API server said to us. Pure. */
public final class ClusterErrors {
    private ClusterErrors() {}

    /**
     * Returns the status for a write to an object that failed.
     *
     * @param kind singular resource, as virtualmachine
     */
    public static V1Status ofWrite(KubeException e, String kind, String name) {
        return switch (e.kind()) {
            // The object changed between the decision and the write: a test of the patch failed.
            case INVALID, CONFLICT, ALREADY_EXISTS, EXPIRED ->
                    ApiStatus.conflict(kind, name, e.getMessage());
            case NOT_FOUND -> ApiStatus.notFound(kind, name);
            case UNAVAILABLE, FORBIDDEN, UNAUTHORIZED, UNEXPECTED -> ofRead(e);
        };
    }

    /** Returns the status for a question to the API server that failed. */
    public static V1Status ofRead(KubeException e) {
        return switch (e.kind()) {
            case UNAVAILABLE -> ApiStatus.serviceUnavailable(e.getMessage());
            // What virt-api may not is a mistake of its installation, not of its caller.
            case INVALID,
                    CONFLICT,
                    ALREADY_EXISTS,
                    EXPIRED,
                    NOT_FOUND,
                    FORBIDDEN,
                    UNAUTHORIZED,
                    UNEXPECTED ->
                    ApiStatus.internalError(e.getMessage());
        };
    }
}
