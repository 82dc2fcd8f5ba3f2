package io.kubevirt.ee.model.vm;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.Owners;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;

/** Whose an instance is: names come and go, uids stay. */
public final class Ownership {
    private Ownership() {}

    /** Whether the machine is the instance's controller. */
    public static boolean controls(VirtualMachine vm, VirtualMachineInstance vmi) {
        return Absent.list(vmi.metadata().getOwnerReferences()).stream()
                .anyMatch(
                        owner ->
                                Boolean.TRUE.equals(owner.getController())
                                        && vm.metadata().getUid().equals(owner.getUid()));
    }

    /** Whether anybody is the instance's controller. */
    static boolean controlled(VirtualMachineInstance vmi) {
        return Absent.list(vmi.metadata().getOwnerReferences()).stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController()));
    }

    /** The reference that makes the machine the controller. */
    static V1OwnerReference to(VirtualMachine vm) {
        return Owners.controller(KubevirtApi.VIRTUAL_MACHINE, vm.metadata());
    }
}
