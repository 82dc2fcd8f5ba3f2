package io.kubevirt.ee.handler.operation;

import io.kubevirt.ee.handler.stream.HttpAnswer;

/** Why an operation is not done, in the shape of a Kubernetes {@code Status}. */
final class OperationRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;

    private OperationRefused(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    static OperationRefused badRequest(String message) {
        return new OperationRefused(400, "BadRequest", message);
    }

    static OperationRefused notFound(String message) {
        return new OperationRefused(404, "NotFound", message);
    }

    static OperationRefused methodNotAllowed(String message) {
        return new OperationRefused(405, "MethodNotAllowed", message);
    }

    static OperationRefused conflict(String message) {
        return new OperationRefused(409, "Conflict", message);
    }

    static OperationRefused failed(String message) {
        return new OperationRefused(500, "InternalError", message);
    }

    static OperationRefused unavailable(String message) {
        return new OperationRefused(503, "ServiceUnavailable", message);
    }

    HttpAnswer answer() {
        return HttpAnswer.failure(code, reason, getMessage());
    }
}
