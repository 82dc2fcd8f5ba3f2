package io.kubevirt.ee.api.rest;

import com.google.gson.JsonParser;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Makes answers: what the API server said, or a problem. */
final class Answers {
    private Answers() {}

    static Response of(KubeAnswer answer) {
        if (answer.code() < 200 || answer.code() > 299) {
            return of(Problem.ofAnswer(answer.code(), answer.body()));
        }
        return answer.body().length == 0
                ? Response.status(answer.code()).build()
                : Response.status(answer.code())
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(answer.body())
                        .build();
    }

    /** Says where an object that was created is. */
    static Response located(Response answer, String collection) {
        if (answer.getStatus() != 201 || !(answer.getEntity() instanceof byte[] body)) {
            return answer;
        }
        String name =
                JsonParser.parseString(new String(body, StandardCharsets.UTF_8))
                        .getAsJsonObject()
                        .getAsJsonObject("metadata")
                        .get("name")
                        .getAsString();
        return Response.fromResponse(answer)
                .header(HttpHeaders.LOCATION, collection + "/" + name)
                .build();
    }

    static Response of(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(problem.json().toString().getBytes(StandardCharsets.UTF_8));
        problem.retryAfterSeconds()
                .ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        if (problem.status() == 401) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"kubernetes\"");
        }
        return response.build();
    }
}
