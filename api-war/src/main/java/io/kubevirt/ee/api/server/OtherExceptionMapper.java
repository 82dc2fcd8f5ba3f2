package io.kubevirt.ee.api.server;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.kube.ClusterErrors;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Makes a Status of every other exception; what nobody foresaw is logged with its trace. */
@Provider
public class OtherExceptionMapper implements ExceptionMapper<Exception> {
    private static final Logger LOG = System.getLogger(OtherExceptionMapper.class.getName());

    @Override
    public Response toResponse(Exception e) {
        return StatusAnswer.of(status(e));
    }

    private static V1Status status(Exception e) {
        return switch (e) {
            case WebApplicationException known -> ofServer(known);
            case KubeException refused -> {
                LOG.log(Level.WARNING, "a request failed: {0}", refused.getMessage());
                yield ClusterErrors.ofRead(refused);
            }
            default -> {
                LOG.log(Level.ERROR, "a request failed", e);
                yield ApiStatus.internalError(e.getClass().getSimpleName());
            }
        };
    }

    /** What Jakarta REST itself refuses: a path, a method, a media type. */
    private static V1Status ofServer(WebApplicationException e) {
        int code = e.getResponse().getStatus();
        return switch (code) {
            case 404 -> ApiStatus.unknownPath();
            case 405 -> ApiStatus.methodNotAllowed();
            default ->
                    code < 500
                            ? ApiStatus.badRequest(e.getMessage()).code(code)
                            : ApiStatus.internalError(e.getMessage());
        };
    }
}
