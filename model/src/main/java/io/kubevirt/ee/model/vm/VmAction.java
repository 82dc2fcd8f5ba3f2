package io.kubevirt.ee.model.vm;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;

/** A write that a plan asks for. */
public sealed interface VmAction {
    /** Puts our finalizer on the machine. */
    record AddFinalizer() implements VmAction {}

    /** Takes our finalizer off the machine. */
    record RemoveFinalizer() implements VmAction {}

    /** Creates the instance. One of this name that has the machine as its controller is the one. */
    record CreateInstance(VirtualMachineInstance vmi) implements VmAction {}

    /**
     * Makes the machine the controller of an instance that nobody answers for: it gets these
     * labels, annotations and owners.
     */
    record AdoptInstance(VirtualMachineInstance orphan, V1ObjectMeta metadata)
            implements VmAction {}

    /** Deletes the instance, if it still is the one meant. */
    record DeleteInstance(String uid) implements VmAction {}

    /**
     * Stores what the machine refers to as it is now, before the status says that it is in use. One
     * that is there already is the one.
     */
    record PinPresets(List<V1ControllerRevision> revisions) implements VmAction {
        /** Copies the list. */
        public PinPresets {
            revisions = List.copyOf(revisions);
        }
    }

    /**
     * Carries out a user's start of a halted machine, in whichever of two fields the user has it.
     */
    record SetRunStrategy(RunStrategy strategy) implements VmAction {}
}
