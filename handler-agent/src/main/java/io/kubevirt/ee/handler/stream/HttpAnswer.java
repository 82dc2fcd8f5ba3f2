package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.runtime.kube.KubeJson;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole HTTP answer.
 *
 * @param status HTTP status code
 * @param contentType such as {@code application/json}
 * @param body text, sent as UTF-8
 */
public record HttpAnswer(int status, String contentType, String body) {
    /**
     * A failure, in the shape of a Kubernetes {@code Status}.
     *
     * @param code HTTP status code
     * @param reason as Kubernetes spells it
     * @param message one sentence
     */
    public static HttpAnswer failure(int code, String reason, String message) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Failure");
        status.put("message", message);
        status.put("reason", reason);
        status.put("code", code);
        return new HttpAnswer(code, "application/json", KubeJson.gson().toJson(status));
    }
}
