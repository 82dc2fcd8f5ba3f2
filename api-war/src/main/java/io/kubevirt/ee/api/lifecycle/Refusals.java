package io.kubevirt.ee.api.lifecycle;

import io.kubevirt.ee.api.lifecycle.Decision.Refused;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.model.v1.VirtualMachine;

/** The refusals that the deciders share. */
final class Refusals {
    private Refusals() {}

    static Refused conflict(VirtualMachine vm, String why) {
        return new Refused(ApiStatus.conflict("virtualmachine", vm.metadata().getName(), why));
    }

    static Refused badRequest(String why) {
        return new Refused(ApiStatus.badRequest(why));
    }
}
