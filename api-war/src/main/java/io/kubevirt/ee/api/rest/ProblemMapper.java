package io.kubevirt.ee.api.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Makes a problem of every exception; what nobody foresaw is logged with its trace. */
@Provider
public class ProblemMapper implements ExceptionMapper<Exception> {
    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Exception e) {
        return switch (e) {
            case ProblemException known -> Answers.of(known.problem());
            case WebApplicationException refusal -> ofServer(refusal);
            default -> {
                LOG.log(Level.ERROR, "a REST request failed", e);
                yield Answers.of(
                        Problem.of(500, "InternalError", "virt-api failed; its log says more"));
            }
        };
    }

    /** What Jakarta REST itself refuses: a path, a method, a media type. */
    private static Response ofServer(WebApplicationException e) {
        int code = e.getResponse().getStatus();
        Problem problem =
                switch (code) {
                    case 404 -> Problem.of(404, "NotFound", "no such path: see /rest/openapi");
                    case 405 ->
                            Problem.of(405, "MethodNotAllowed", "the method is not for this path");
                    case 406 ->
                            Problem.of(
                                    406, "NotAcceptable", "the answer is not of that media type");
                    case 415 ->
                            Problem.of(
                                    415,
                                    "UnsupportedMediaType",
                                    "the body must be JSON or YAML; a patch,"
                                            + " application/merge-patch+json or"
                                            + " application/json-patch+json");
                    default ->
                            Problem.of(
                                    code < 500 ? code : 500,
                                    code < 500 ? "BadRequest" : "InternalError",
                                    "the request cannot be served");
                };
        Response response = Answers.of(problem);
        Object allow = e.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null
                ? response
                : Response.fromResponse(response).header(HttpHeaders.ALLOW, allow).build();
    }
}
