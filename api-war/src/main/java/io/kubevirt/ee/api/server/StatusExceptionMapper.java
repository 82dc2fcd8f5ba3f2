package io.kubevirt.ee.api.server;

import io.kubevirt.ee.api.status.StatusException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers with the Status that was thrown. */
@Provider
public class StatusExceptionMapper implements ExceptionMapper<StatusException> {
    @Override
    public Response toResponse(StatusException e) {
        return StatusAnswer.of(e.status());
    }
}
