package io.kubevirt.ee.api.rest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * An error as RFC 9457 has it, with the API server's reason. Pure.
 *
 * @param status the HTTP code
 * @param reason the API server's word for it, such as NotFound
 * @param detail what happened, to which object
 * @param causes the fields that are refused, if any
 * @param retryAfterSeconds when to try again, if that is known
 */
record Problem(
        int status,
        String reason,
        String detail,
        List<Cause> causes,
        Optional<Integer> retryAfterSeconds) {
    static final String MEDIA_TYPE = "application/problem+json";
    private static final int LONGEST_DETAIL = 2000;

    Problem {
        causes = List.copyOf(causes);
    }

    /**
     * One field that is refused.
     *
     * @param field as spec.template.spec.domain; empty when the whole object is meant
     */
    record Cause(String field, String reason, String message) {}

    static Problem badRequest(String detail) {
        return of(400, "BadRequest", detail);
    }

    static Problem unauthorized(String detail) {
        return of(401, "Unauthorized", detail);
    }

    static Problem tooManyRequests(String detail) {
        return new Problem(429, "TooManyRequests", detail, List.of(), Optional.of(1));
    }

    static Problem tooLarge(String detail) {
        return of(413, "RequestEntityTooLarge", detail);
    }

    static Problem requestTimeout(String detail) {
        return of(408, "Timeout", detail);
    }

    static Problem badGateway(String detail) {
        return of(502, "InternalError", detail);
    }

    static Problem unavailable(String detail) {
        return new Problem(503, "ServiceUnavailable", detail, List.of(), Optional.of(1));
    }

    static Problem gatewayTimeout(String detail) {
        return of(504, "Timeout", detail);
    }

    static Problem of(int status, String reason, String detail) {
        return new Problem(status, reason, detail, List.of(), Optional.empty());
    }

    /** Says what the API server said; its own failure is, seen from here, a bad gateway. */
    static Problem ofAnswer(int code, byte[] body) {
        JsonObject status = parse(body);
        int said =
                switch (code) {
                    case 429, 503, 504 -> code;
                    default -> code >= 400 && code < 500 ? code : 502;
                };
        String detail = text(status, "message");
        JsonObject details = object(status, "details");
        return new Problem(
                said,
                text(status, "reason").isEmpty() ? title(said) : text(status, "reason"),
                shortened(detail.isEmpty() ? "the API server answered " + code : detail),
                causes(details),
                retryAfter(details));
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("type", "about:blank");
        json.addProperty("title", title(status));
        json.addProperty("status", status);
        json.addProperty("detail", detail);
        json.addProperty("reason", reason);
        if (!causes.isEmpty()) {
            JsonArray array = new JsonArray();
            for (Cause cause : causes) {
                JsonObject one = new JsonObject();
                one.addProperty("field", cause.field());
                one.addProperty("reason", cause.reason());
                one.addProperty("message", cause.message());
                array.add(one);
            }
            json.add("causes", array);
        }
        return json;
    }

    /** The phrase of HTTP, as RFC 9457 wants it for about:blank. */
    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "HTTP " + status;
        };
    }

    private static JsonObject parse(byte[] body) {
        try {
            JsonElement parsed = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            return parsed.isJsonObject() ? parsed.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException notAStatus) {
            return new JsonObject();
        }
    }

    private static List<Cause> causes(JsonObject details) {
        if (!(details.get("causes") instanceof JsonArray array)) {
            return List.of();
        }
        return array.asList().stream()
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .map(
                        cause ->
                                new Cause(
                                        text(cause, "field"),
                                        text(cause, "reason"),
                                        shortened(text(cause, "message"))))
                .toList();
    }

    private static Optional<Integer> retryAfter(JsonObject details) {
        String seconds = text(details, "retryAfterSeconds");
        return seconds.matches("[0-9]{1,6}")
                ? Optional.of(Integer.valueOf(seconds))
                : Optional.empty();
    }

    private static JsonObject object(JsonObject parent, String member) {
        return parent.get(member) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject parent, String member) {
        JsonElement value = parent.get(member);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }
}
