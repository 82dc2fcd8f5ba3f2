package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;

/** A machine says in one of two fields when it runs. */
final class RunStrategyRule implements VirtualMachineRule {
    @Override
    public void check(VirtualMachineSpec spec, Findings findings) {
        if (spec.running() != null && spec.runStrategy() != null) {
            findings.invalid("running", "and runStrategy exclude each other");
        }
        if (spec.running() == null && spec.runStrategy() == null) {
            findings.invalid("running", "or runStrategy must be set");
        }
        if (spec.runStrategy() != null && RunStrategy.of(spec.runStrategy()).isEmpty()) {
            findings.invalid(
                    "runStrategy", "must be Always, Halted, Manual, RerunOnFailure or Once");
        }
    }
}
