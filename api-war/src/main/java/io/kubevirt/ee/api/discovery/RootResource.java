package io.kubevirt.ee.api.discovery;

import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.api.kube.Cluster;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** Serves what is at the root of the server: the list of paths, and health. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class RootResource {
    @Inject Cluster cluster;

    /**
     * The body.
     *
     * @param paths where there is something to read
     */
    public record RootPaths(List<String> paths) {}

    /** The paths. */
    @GET
    public RootPaths paths() {
        List<String> paths = new ArrayList<>(List.of("/apis", Target.ROOT));
        Target.VERSIONS.forEach(version -> paths.add(Target.ROOT + "/" + version));
        paths.add("/healthz");
        return new RootPaths(paths);
    }

    /** The same as that of each version. */
    @GET
    @Path("healthz")
    public Response healthz() {
        return HealthzResource.of(cluster);
    }
}
