package io.kubevirt.ee.api.lifecycle;

import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.kube.Cluster.DryRun;
import io.kubevirt.ee.api.kube.Cluster.Patched;
import io.kubevirt.ee.api.kube.ClusterErrors;
import io.kubevirt.ee.api.lifecycle.Decision.PatchInstance;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachine;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachineStatus;
import io.kubevirt.ee.api.lifecycle.Decision.Write;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Serves start, stop and restart: loads, lets the decider decide, writes. */
@Path(
        "/apis/"
                + KubevirtApi.SUBRESOURCES_GROUP
                + "/{apiVersion}/namespaces/{namespace}/virtualmachines/{name}")
public class LifecycleResource {
    private static final String KIND = "virtualmachine";
    private static final String INSTANCE_KIND = "virtualmachineinstance";

    @Inject Cluster cluster;

    @PathParam("namespace")
    String namespace;

    @PathParam("name")
    String name;

    /** Starts the machine. */
    @PUT
    @Path("start")
    public Response start(String body) {
        StartOptions options = Options.read(body, StartOptions.class, StartOptions.DEFAULT);
        DryRun dryRun = Options.dryRun(options.dryRun());
        return carryOut(StartDecider.decide(machine(), instanceOrNull(), options), dryRun);
    }

    /** Stops the machine. */
    @PUT
    @Path("stop")
    public Response stop(String body) {
        StopOptions options = Options.read(body, StopOptions.class, StopOptions.DEFAULT);
        DryRun dryRun = Options.dryRun(options.dryRun());
        return carryOut(StopDecider.decide(machine(), instanceOrNull(), options), dryRun);
    }

    /** Stops the machine and starts it again. */
    @PUT
    @Path("restart")
    public Response restart(String body) {
        RestartOptions options = Options.read(body, RestartOptions.class, RestartOptions.DEFAULT);
        DryRun dryRun = Options.dryRun(options.dryRun());
        return carryOut(RestartDecider.decide(machine(), instanceOrNull(), options), dryRun);
    }

    private VirtualMachine machine() {
        return cluster.machine(namespace, name)
                .orElseThrow(() -> new StatusException(ApiStatus.notFound(KIND, name)));
    }

    private VirtualMachineInstance instanceOrNull() {
        return cluster.instance(namespace, name).orElse(null);
    }

    private Response carryOut(Decision decision, DryRun dryRun) {
        return switch (decision) {
            case Decision.Refused refused -> throw new StatusException(refused.status());
            case Decision.Accepted accepted -> {
                write(accepted.writes(), dryRun);
                yield Response.accepted().build();
            }
        };
    }

    private void write(List<Write> writes, DryRun dryRun) {
        for (Write write : writes) {
            Patched what =
                    switch (write) {
                        case PatchMachine machine -> Patched.MACHINE;
                        case PatchMachineStatus status -> Patched.MACHINE_STATUS;
                        case PatchInstance instance -> Patched.INSTANCE;
                    };
            try {
                cluster.patch(what, namespace, name, write.patch(), dryRun);
            } catch (KubeException e) {
                String kind = what == Patched.INSTANCE ? INSTANCE_KIND : KIND;
                throw new StatusException(ClusterErrors.ofWrite(e, kind, name), e);
            }
        }
    }
}
