package io.kubevirt.ee.api.discovery;

import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Serves KubeVirt's healthz: whether virt-api reaches the API server. */
@Path("/apis/" + KubevirtApi.SUBRESOURCES_GROUP + "/{apiVersion}/healthz")
public class HealthzResource {
    @Inject Cluster cluster;

    /**
     * The body.
     *
     * @param apiserver how the connection to it is
     */
    public record Healthz(Connectivity apiserver) {}

    /**
     * How a connection is.
     *
     * @param connectivity ok or failed
     * @param error why it failed
     */
    public record Connectivity(String connectivity, String error) {}

    /** Asks the API server now. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response healthz() {
        return of(cluster);
    }

    static Response of(Cluster cluster) {
        try {
            cluster.version();
            return Response.ok(new Healthz(new Connectivity("ok", null))).build();
        } catch (KubeException e) {
            return Response.serverError()
                    .entity(new Healthz(new Connectivity("failed", e.getMessage())))
                    .build();
        }
    }
}
