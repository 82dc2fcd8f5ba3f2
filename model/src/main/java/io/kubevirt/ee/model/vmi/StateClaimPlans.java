package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.launcher.StateClaim;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.util.stream.Stream;

/** What is done about the claim that keeps the machine's own memory. */
final class StateClaimPlans {
    private StateClaimPlans() {}

    /** The claim first: a pod whose claim is not there would be unschedulable for a while. */
    static VmiPlan create(VmiView view, VmiPlan withPod) {
        V1PersistentVolumeClaim claim = StateClaim.of(view.vmi(), view.settings());
        ObjectEvent event =
                ObjectEvent.normal(
                        Reason.SUCCESSFUL_CREATE,
                        "Created PersistentVolumeClaim " + claim.getMetadata().getName() + ".");
        return new VmiPlan(
                withPod.situation(),
                Stream.concat(
                                Stream.of(new VmiAction.CreateClaim(claim)),
                                withPod.actions().stream())
                        .toList(),
                withPod.status(),
                withPod.labels(),
                Stream.concat(Stream.of(event), withPod.events().stream()).toList());
    }

    static VirtualMachineInstanceStatus unusable(VmiView view) {
        String why = StateClaim.trouble(view.vmi(), view.claims()).orElseThrow();
        return new ControllerStatus(view).withoutPod(Reason.BACKEND_STORAGE_NOT_READY, why);
    }

    static VirtualMachineInstanceStatus refused(VmiView view, String why) {
        return new ControllerStatus(view)
                .withoutPod(
                        Reason.FAILED_BACKEND_STORAGE_CREATE,
                        "The PersistentVolumeClaim %s could not be created: %s"
                                .formatted(StateClaim.nameFor(view.vmi()).orElseThrow(), why));
    }
}
