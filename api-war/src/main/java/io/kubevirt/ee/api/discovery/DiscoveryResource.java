package io.kubevirt.ee.api.discovery;

import io.kubernetes.client.openapi.models.V1APIGroup;
import io.kubernetes.client.openapi.models.V1APIGroupList;
import io.kubernetes.client.openapi.models.V1APIResourceList;
import io.kubevirt.ee.model.v1.KubevirtApi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Serves the discovery documents. */
@Path("/apis")
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryResource {
    /** The groups. */
    @GET
    public V1APIGroupList groups() {
        return Discovery.groups();
    }

    /** The group. */
    @GET
    @Path(KubevirtApi.SUBRESOURCES_GROUP)
    public V1APIGroup group() {
        return Discovery.group();
    }

    /** The resources of a version; {@code AccessFilter} lets only served versions through. */
    @GET
    @Path(KubevirtApi.SUBRESOURCES_GROUP + "/{version}")
    public V1APIResourceList resources(@PathParam("version") String version) {
        return Discovery.resources(version);
    }
}
