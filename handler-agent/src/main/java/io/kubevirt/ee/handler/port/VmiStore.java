package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.util.Optional;

/**
 * The VMIs in the API server. Troubles on the way there are unchecked exceptions: whoever called
 * tries again.
 */
public interface VmiStore {

    /** The VMI as a watch last showed it, if it was given to this node; may lag behind. */
    Optional<VirtualMachineInstance> cached(String namespace, String name);

    /** The VMI as it is now, whichever node it was given to. */
    Optional<VirtualMachineInstance> live(String namespace, String name);

    /**
     * Writes the difference between the status that was read and a new one.
     *
     * @param read the VMI that the decision was made from
     * @return false: the VMI changed since it was read, or is gone, and nothing was written
     */
    boolean writeStatus(VirtualMachineInstance read, VirtualMachineInstanceStatus status);

    /** Publishes an event about a VMI; returns at once. */
    void publish(VirtualMachineInstance about, ObjectEvent event);
}
