package io.kubevirt.ee.api.status;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubernetes.client.openapi.models.V1StatusCause;
import io.kubernetes.client.openapi.models.V1StatusDetails;
import io.kubevirt.ee.model.v1.KubevirtApi;
import java.util.List;

/**
 * Makes the {@code meta/v1 Status} of each kind of failure, with the reasons and wording of
 * Kubernetes' own servers, which clients match on.
 */
public final class ApiStatus {
    private ApiStatus() {}

    /** 400: the request itself cannot be understood, or cannot be served in this state. */
    public static V1Status badRequest(String message) {
        return failure(400, "BadRequest", message);
    }

    /** 403: the caller is known and may not. */
    public static V1Status forbidden(String message) {
        return failure(403, "Forbidden", message);
    }

    /** 403: nobody may, to this object. {@code kind} is the singular resource. */
    public static V1Status forbidden(String kind, String name, String why) {
        return forbidden(
                        "%s.%s \"%s\" is forbidden: %s"
                                .formatted(kind, KubevirtApi.GROUP, name, why))
                .details(details(kind, name));
    }

    /** 404: no such object. {@code kind} is the singular resource, as virtualmachine. */
    public static V1Status notFound(String kind, String name) {
        return failure(
                        404,
                        "NotFound",
                        "%s.%s \"%s\" not found".formatted(kind, KubevirtApi.GROUP, name))
                .details(details(kind, name));
    }

    /** 404: no such path. */
    public static V1Status unknownPath() {
        return failure(404, "NotFound", "the server could not find the requested resource");
    }

    /** 405: the path is there, the method is not. */
    public static V1Status methodNotAllowed() {
        return failure(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource");
    }

    /** 409: the object's state does not allow it. {@code kind} is the singular resource. */
    public static V1Status conflict(String kind, String name, String why) {
        return failure(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on %s.%s \"%s\": %s"
                                .formatted(kind, KubevirtApi.GROUP, name, why))
                .details(details(kind, name));
    }

    /** 413: the body is longer than is read. */
    public static V1Status requestTooLarge(int longestBytes) {
        return failure(
                413,
                "RequestEntityTooLarge",
                "the body is longer than %d bytes".formatted(longestBytes));
    }

    /** 422: fields of an object are refused, each by one cause. */
    public static V1Status invalid(String message, List<V1StatusCause> causes) {
        return failure(422, "Invalid", message).details(new V1StatusDetails().causes(causes));
    }

    /** 429: as many streams are open as are allowed. */
    public static V1Status tooManyRequests(String message) {
        return failure(429, "TooManyRequests", message);
    }

    /** 500: something of ours failed. */
    public static V1Status internalError(String why) {
        return failure(500, "InternalError", "Internal error occurred: " + why)
                .details(new V1StatusDetails().causes(List.of(new V1StatusCause().message(why))));
    }

    /** 503: the API server does not answer. */
    public static V1Status serviceUnavailable(String message) {
        return failure(503, "ServiceUnavailable", message);
    }

    private static V1Status failure(int code, String reason, String message) {
        return new V1Status()
                .apiVersion("v1")
                .kind("Status")
                .status("Failure")
                .code(code)
                .reason(reason)
                .message(message);
    }

    private static V1StatusDetails details(String kind, String name) {
        return new V1StatusDetails().group(KubevirtApi.GROUP).kind(kind).name(name);
    }
}
