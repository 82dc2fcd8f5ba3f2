package io.kubevirt.ee.handler.stream;

/**
 * Why a stream is not opened, in the shape of a Kubernetes {@code Status}.
 *
 * @param code HTTP status code
 * @param reason as Kubernetes spells it
 * @param message one sentence
 */
record StreamRefusal(int code, String reason, String message) {

    static StreamRefusal badRequest(String message) {
        return new StreamRefusal(400, "BadRequest", message);
    }

    static StreamRefusal notFound(String message) {
        return new StreamRefusal(404, "NotFound", message);
    }

    static StreamRefusal methodNotAllowed(String method) {
        return new StreamRefusal(
                405, "MethodNotAllowed", "streams are opened with GET, not " + method);
    }

    static StreamRefusal conflict(String message) {
        return new StreamRefusal(409, "Conflict", message);
    }

    /** Clients that are there stay; of a screen the words are those that KubeVirt's look for. */
    static StreamRefusal inUse(GuestDevice device) {
        String message =
                switch (device) {
                    case CONSOLE, VNC ->
                            "Active %s connection. Request denied.".formatted(device.name());
                    case USB -> "All USB devices are in use.";
                };
        return new StreamRefusal(423, "Locked", message);
    }

    static StreamRefusal tooMany(String message) {
        return new StreamRefusal(429, "TooManyRequests", message);
    }

    static StreamRefusal unavailable(String message) {
        return new StreamRefusal(503, "ServiceUnavailable", message);
    }

    HttpAnswer answer() {
        return HttpAnswer.failure(code, reason, message);
    }
}
