package io.kubevirt.ee.api.instancetype;

import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * Shows a machine that there is with its instancetype and preference applied; changes nothing. Its
 * path is that of start and stop: Jakarta REST looks for a method only in the classes with the
 * longest path that fits.
 */
@Path(
        "/apis/"
                + KubevirtApi.SUBRESOURCES_GROUP
                + "/{apiVersion}/namespaces/{namespace}/virtualmachines/{name}")
@Produces(MediaType.APPLICATION_JSON)
public class ExpandMachineResource {
    private static final String KIND = "virtualmachine";

    @Inject Cluster cluster;
    @Inject Expander expander;

    /** Shows the machine. */
    @GET
    @Path("expand-spec")
    public VirtualMachine ofMachine(
            @PathParam("namespace") String namespace, @PathParam("name") String name) {
        VirtualMachine vm =
                cluster.machine(namespace, name)
                        .orElseThrow(() -> new StatusException(ApiStatus.notFound(KIND, name)));
        return expander.expand(vm, ApiStatus::internalError);
    }
}
