package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import java.util.Optional;

/** Where instancetypes, preferences and their revisions are read. */
public interface PresetSource {
    /** An instancetype of a namespace or, for the cluster's kind, of none. */
    Optional<VirtualMachineInstancetype> instancetype(
            PresetKind kind, String namespace, String name);

    /** A preference of a namespace or, for the cluster's kind, of none. */
    Optional<VirtualMachinePreference> preference(PresetKind kind, String namespace, String name);

    /** What a ControllerRevision holds, read as an instancetype; its kind says whether it is. */
    Optional<VirtualMachineInstancetype> instancetypeRevision(String namespace, String revision);

    /** What a ControllerRevision holds, read as a preference; its kind says whether it is. */
    Optional<VirtualMachinePreference> preferenceRevision(String namespace, String revision);
}
