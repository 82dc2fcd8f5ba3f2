package io.kubevirt.ee.api.discovery;

import io.kubevirt.ee.model.v1.KubevirtApi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Serves the version, for virtctl's comparison with its own. */
@Path("/apis/" + KubevirtApi.SUBRESOURCES_GROUP + "/{apiVersion}/version")
public class VersionResource {
    private static final Version VERSION = Version.ofBuild();

    /** The version. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Version version() {
        return VERSION;
    }
}
