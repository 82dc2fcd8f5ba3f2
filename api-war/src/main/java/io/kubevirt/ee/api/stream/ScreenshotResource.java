package io.kubevirt.ee.api.stream;

import io.kubevirt.ee.api.access.AccessFilter;
import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.model.v1.KubevirtApi;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Serves a picture of a guest's screen. */
@Path(
        "/apis/"
                + KubevirtApi.SUBRESOURCES_GROUP
                + "/{version}/namespaces/{namespace}/virtualmachineinstances/{name}/vnc/screenshot")
public class ScreenshotResource {
    @Inject Screens screens;

    /**
     * Takes a picture and answers with it as PNG, whatever the caller says that it accepts: that is
     * JSON with many clients.
     */
    @GET
    public Response screenshot(
            @Context HttpServletRequest request, @QueryParam("moveCursor") String moveCursor) {
        Target.Subresource target = (Target.Subresource) request.getAttribute(AccessFilter.GRANTED);
        return Response.ok(screens.png(target, "true".equals(moveCursor)))
                .type("image/png")
                .build();
    }
}
