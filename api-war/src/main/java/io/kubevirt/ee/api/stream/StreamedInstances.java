package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Finds the instance that a stream is of, and the agent that can open it. */
@ApplicationScoped
public class StreamedInstances {
    private static final String INSTANCE = "virtualmachineinstance";
    private static final String MACHINE = "virtualmachine";

    @Inject ApiConfig config;
    @Inject Cluster cluster;

    /**
     * Returns where the stream can be opened.
     *
     * @throws StatusException when it cannot, with KubeVirt's code for the reason
     */
    URI agent(StreamRequest stream, Target.Subresource target) {
        VirtualMachineInstance vmi =
                target.resource().equals(KubevirtApi.VIRTUAL_MACHINES)
                        ? ofMachine(target)
                        : instance(target);
        return switch (StreamDecider.decide(stream.kind(), vmi)) {
            case StreamDecider.Decision.Refuse refuse -> throw new StatusException(refuse.status());
            case StreamDecider.Decision.Ask ask -> agent(stream, target, ask.nodeName());
        };
    }

    private URI agent(StreamRequest stream, Target.Subresource target, String nodeName) {
        String address =
                AgentAddress.of(cluster.handlerPods(nodeName))
                        .orElseThrow(
                                () ->
                                        new StatusException(
                                                ApiStatus.badRequest(
                                                        "no virt-handler runs on node "
                                                                + nodeName)));
        return AgentAddress.stream(
                address, config.handlerPort(), stream, target.namespace(), target.name());
    }

    private VirtualMachineInstance instance(Target.Subresource target) {
        return cluster.instance(target.namespace(), target.name())
                .orElseThrow(
                        () -> new StatusException(ApiStatus.notFound(INSTANCE, target.name())));
    }

    private VirtualMachineInstance ofMachine(Target.Subresource target) {
        VirtualMachine vm =
                cluster.machine(target.namespace(), target.name())
                        .orElseThrow(
                                () ->
                                        new StatusException(
                                                ApiStatus.notFound(MACHINE, target.name())));
        if (vm.status() == null || !Boolean.TRUE.equals(vm.status().created())) {
            throw new StatusException(
                    ApiStatus.conflict(MACHINE, target.name(), "VMI is not started"));
        }
        VirtualMachineInstance vmi = instance(target);
        if (!isOwned(vmi, vm.metadata().getUid())) {
            throw new StatusException(
                    ApiStatus.internalError(
                            "unable to retrieve vmi [%s] for vm: it is another's"
                                    .formatted(target.name())));
        }
        return vmi;
    }

    private static boolean isOwned(VirtualMachineInstance vmi, String uid) {
        return Optional.ofNullable(vmi.metadata().getOwnerReferences()).stream()
                .flatMap(List::stream)
                .map(V1OwnerReference::getUid)
                .anyMatch(uid::equals);
    }
}
