package io.kubevirt.ee.api.status;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;

/** Why an instance's guest cannot be reached, in KubeVirt's words: 400, for it may come up. */
public final class Unreachable {
    private Unreachable() {}

    /** It is in another phase than those that have a guest. */
    public static V1Status byPhase(VirtualMachineInstance vmi) {
        return because(
                "phase is %s instead of %s or %s"
                        .formatted(
                                vmi.status() == null ? "" : vmi.status().phase(),
                                VmiPhase.RUNNING.value(),
                                VmiPhase.SCHEDULED.value()));
    }

    /** It should have a guest, and nobody says where. */
    public static V1Status withoutNode() {
        return because("its status names no node");
    }

    private static V1Status because(String why) {
        return ApiStatus.badRequest("Unable to connect to VirtualMachineInstance because " + why);
    }
}
