package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.VirtualMachineSpec;

/**
 * A family of checks of one subject that only a machine has, by KubeVirt's fields and reasons; what
 * its instances must be is said by each {@link Rule}. Paths are relative to the machine's spec.
 */
@FunctionalInterface
interface VirtualMachineRule {
    void check(VirtualMachineSpec spec, Findings findings);
}
