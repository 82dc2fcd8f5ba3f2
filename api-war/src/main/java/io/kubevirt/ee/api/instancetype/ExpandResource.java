package io.kubevirt.ee.api.instancetype;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.kube.ClusterErrors;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.admission.Expansion;
import io.kubevirt.ee.model.instancetype.PresetReader;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Function;

/** Shows machines with their instancetype and preference applied; changes nothing. */
@Path("/apis/" + KubevirtApi.SUBRESOURCES_GROUP + "/{apiVersion}/namespaces/{namespace}")
@Produces(MediaType.APPLICATION_JSON)
public class ExpandResource {
    private static final String KIND = "virtualmachine";

    @Inject Cluster cluster;

    @PathParam("namespace")
    String namespace;

    /** Shows a machine that there is. */
    @GET
    @Path("virtualmachines/{name}/expand-spec")
    public VirtualMachine ofMachine(@PathParam("name") String name) {
        VirtualMachine vm =
                cluster.machine(namespace, name)
                        .orElseThrow(() -> new StatusException(ApiStatus.notFound(KIND, name)));
        return expand(vm, ApiStatus::internalError);
    }

    /** Shows the machine that is sent. */
    @PUT
    @Path("expand-vm-spec")
    public VirtualMachine ofBody(String body) {
        return expand(SentMachine.read(body, namespace), ApiStatus::badRequest);
    }

    private VirtualMachine expand(VirtualMachine vm, Function<String, V1Status> failure) {
        return switch (Expansion.of(vm, presets(vm))) {
            case Expansion.Expanded expanded -> expanded.vm();
            case Expansion.Impossible impossible ->
                    throw new StatusException(failure.apply(impossible.why()));
        };
    }

    private Presets presets(VirtualMachine vm) {
        try {
            return new PresetReader(cluster.presets()).read(vm);
        } catch (KubeException e) {
            throw new StatusException(ClusterErrors.ofRead(e), e);
        }
    }
}
