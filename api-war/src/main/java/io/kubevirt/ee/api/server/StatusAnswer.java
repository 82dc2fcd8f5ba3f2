package io.kubevirt.ee.api.server;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.runtime.kube.KubeJson;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers a request with a Status, by either of the two ways there are. */
public final class StatusAnswer {
    private StatusAnswer() {}

    /** Answers from a filter. */
    public static void write(HttpServletResponse response, V1Status status) throws IOException {
        write(
                response,
                status.getCode(),
                MediaType.APPLICATION_JSON,
                KubeJson.gson().toJson(status));
    }

    /** Answers from a filter with a text alone. */
    public static void writeText(HttpServletResponse response, int code, String text)
            throws IOException {
        write(response, code, "text/plain;charset=utf-8", text);
    }

    /** Answers from a filter with a body of any type. */
    public static void write(HttpServletResponse response, int code, String type, String text)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(code);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Answers from a resource. */
    public static Response of(V1Status status) {
        return Response.status(status.getCode())
                .type(MediaType.APPLICATION_JSON)
                .entity(KubeJson.gson().toJson(status))
                .build();
    }

    /** Answers from a resource with a text alone. */
    public static Response text(Response.Status code, String text) {
        return Response.status(code)
                .type(MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8"))
                .entity(text)
                .build();
    }
}
