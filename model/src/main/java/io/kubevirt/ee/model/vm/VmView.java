package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.instancetype.Presets;
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
 * @param presets what the machine's references to an instancetype and a preference lead to
 */
public record VmView(
        VirtualMachine vm,
        Optional<VirtualMachineInstance> sameName,
        Instant now,
        Presets presets) {
    /** One whose instancetype and preference were not looked up. */
    public VmView(VirtualMachine vm, Optional<VirtualMachineInstance> sameName, Instant now) {
        this(vm, sameName, now, Presets.unread(vm));
    }

    /** The instance of the machine's name, if it is the machine's. */
    Optional<VirtualMachineInstance> own() {
        return sameName.filter(vmi -> Ownership.controls(vm, vmi));
    }

    /** The instance of the machine's name, if it is nobody's and stays. */
    Optional<VirtualMachineInstance> orphan() {
        return sameName.filter(vmi -> !Ownership.controlled(vmi))
                .filter(vmi -> vmi.metadata().getDeletionTimestamp() == null);
    }

    boolean foreign() {
        return sameName.isPresent() && own().isEmpty();
    }
}
