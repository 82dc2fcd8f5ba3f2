package io.kubevirt.ee.api.instancetype;

import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Shows a machine that is sent with its instancetype and preference applied; changes nothing. */
@Path("/apis/" + KubevirtApi.SUBRESOURCES_GROUP + "/{apiVersion}/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
public class ExpandResource {
    @Inject Expander expander;

    /** Shows the machine that is sent. */
    @PUT
    @Path("expand-vm-spec")
    public VirtualMachine ofBody(@PathParam("namespace") String namespace, String body) {
        return expander.expand(SentMachine.read(body, namespace), ApiStatus::badRequest);
    }
}
