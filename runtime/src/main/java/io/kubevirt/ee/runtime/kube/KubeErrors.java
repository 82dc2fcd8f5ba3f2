package io.kubevirt.ee.runtime.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.runtime.kube.KubeException.Kind;
import java.util.Optional;

/**
 * The one place that knows the API server's error codes (Kubernetes API conventions, "Response
 * Status Kind").
 */
public final class KubeErrors {
    private static final int LONGEST_BODY = 500;

    private KubeErrors() {}

    /**
     * Translates what the client threw.
     *
     * @param doing what was tried, for the message: {@code "create pod default/x"}
     * @param thrown from the client library
     */
    public static KubeException translate(String doing, ApiException thrown) {
        Optional<JsonObject> status = status(thrown.getResponseBody());
        String reason = status.map(s -> text(s, "reason")).orElse("");
        String words =
                status.map(s -> text(s, "message"))
                        .filter(m -> !m.isEmpty())
                        .orElseGet(() -> bare(thrown));
        return new KubeException(
                kind(thrown.getCode(), reason), thrown.getCode(), doing + ": " + words, thrown);
    }

    /** Translates the status object that ends a watch. */
    public static KubeException translate(String doing, V1Status status) {
        int code = status.getCode() == null ? 0 : status.getCode();
        String reason = status.getReason() == null ? "" : status.getReason();
        return new KubeException(
                kind(code, reason), code, doing + ": " + status.getMessage(), null);
    }

    private static Kind kind(int code, String reason) {
        return switch (code) {
            case 0, 408, 429, 500, 502, 503, 504 -> Kind.UNAVAILABLE;
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> "AlreadyExists".equals(reason) ? Kind.ALREADY_EXISTS : Kind.CONFLICT;
            case 410 -> Kind.EXPIRED;
            case 400, 413, 415, 422 -> Kind.INVALID;
            default -> Kind.UNEXPECTED;
        };
    }

    private static Optional<JsonObject> status(String body) {
        if (body == null || !body.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonElement parsed = JsonParser.parseString(body);
            return parsed.isJsonObject() ? Optional.of(parsed.getAsJsonObject()) : Optional.empty();
        } catch (JsonParseException notAStatus) {
            return Optional.empty();
        }
    }

    private static String text(JsonObject status, String member) {
        JsonElement value = status.get(member);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static String bare(ApiException thrown) {
        if (thrown.getCode() == 0) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            return "the API server did not answer: " + cause;
        }
        String body = thrown.getResponseBody() == null ? "" : thrown.getResponseBody().strip();
        return "HTTP "
                + thrown.getCode()
                + " "
                + body.substring(0, Math.min(body.length(), LONGEST_BODY));
    }
}
