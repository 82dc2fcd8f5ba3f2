package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is known when it is decided what to do with a machine.
 *
 * @param vm the machine
 * @param sameName the instance of its name, whosever it is
 * @param now the time
 */
public record VmView(VirtualMachine vm, Optional<VirtualMachineInstance> sameName, Instant now) {
    /** The instance of the machine's name, if it is the machine's. */
    Optional<VirtualMachineInstance> own() {
        return sameName.filter(vmi -> Ownership.controls(vm, vmi));
    }

    boolean foreign() {
        return sameName.isPresent() && own().isEmpty();
    }
}
