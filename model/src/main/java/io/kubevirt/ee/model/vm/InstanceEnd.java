package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Optional;

/**
 * Why an instance has ended, as its Ready condition tells. The instance goes, so its machine tells
 * it on.
 *
 * @param reason one word, such as {@code GuestCrashed}
 * @param message the same for people
 */
record InstanceEnd(String reason, String message) {

    /** The end of the machine's own instance; empty while it lives, or if nobody saw why. */
    static Optional<InstanceEnd> of(VmView view) {
        return view.own()
                .filter(vmi -> VmiPhase.of(vmi).isFinal())
                .map(VirtualMachineInstance::status)
                .flatMap(
                        status ->
                                InstanceConditions.of(status.conditions()).get(ConditionType.READY))
                .filter(ready -> ready.reason() != null && ready.message() != null)
                .map(ready -> new InstanceEnd(ready.reason(), ready.message()));
    }
}
