package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.PresetKind.Role;
import io.kubevirt.ee.model.v1.ControllerRevisionRef;
import io.kubevirt.ee.model.v1.InstancetypeMatcher;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import io.kubevirt.ee.model.v1.PreferenceMatcher;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * One of a machine's two references, and what its status has of it.
 *
 * @param name of what it refers to
 * @param statedKind as the user wrote it; empty for none
 * @param statedRevision the revision that the user wants; empty for none
 * @param recorded what the status says of the reference, perhaps of an earlier one
 */
record Reference(
        Role role,
        String name,
        String statedKind,
        String statedRevision,
        Optional<InstancetypeStatusRef> recorded) {

    static Optional<Reference> instancetype(VirtualMachine vm) {
        InstancetypeMatcher matcher = vm.spec().instancetype();
        return matcher == null
                ? Optional.empty()
                : Optional.of(
                        of(
                                Role.INSTANCETYPE,
                                matcher.name(),
                                matcher.kind(),
                                matcher.revisionName(),
                                recorded(vm, Role.INSTANCETYPE)));
    }

    static Optional<Reference> preference(VirtualMachine vm) {
        PreferenceMatcher matcher = vm.spec().preference();
        return matcher == null
                ? Optional.empty()
                : Optional.of(
                        of(
                                Role.PREFERENCE,
                                matcher.name(),
                                matcher.kind(),
                                matcher.revisionName(),
                                recorded(vm, Role.PREFERENCE)));
    }

    private static Reference of(
            Role role,
            String nameOrNull,
            String kindOrNull,
            String revisionOrNull,
            Optional<InstancetypeStatusRef> recorded) {
        return new Reference(
                role,
                Objects.toString(nameOrNull, ""),
                Objects.toString(kindOrNull, ""),
                Objects.toString(revisionOrNull, ""),
                recorded);
    }

    private static Optional<InstancetypeStatusRef> recorded(VirtualMachine vm, Role role) {
        return Optional.ofNullable(vm.status())
                .map(
                        role == Role.INSTANCETYPE
                                ? VirtualMachineStatus::instancetypeRef
                                : VirtualMachineStatus::preferenceRef);
    }

    /** What it refers to; empty when the user named a kind that is none. */
    Optional<PresetKind> kind() {
        return PresetKind.of(role, statedKind);
    }

    /** The revision to use: the user's, else the one that was recorded for this reference. */
    Optional<String> revision() {
        return statedRevision.isEmpty() ? recordedRevision() : Optional.of(statedRevision);
    }

    private Optional<String> recordedRevision() {
        return recorded.filter(ref -> name.equals(ref.name()))
                .filter(ref -> kind().equals(PresetKind.of(role, ref.kind())))
                .map(InstancetypeStatusRef::controllerRevisionRef)
                .map(ControllerRevisionRef::name)
                .filter(revision -> !revision.isEmpty());
    }

    /** Whether the status says which revision is in use. */
    boolean isRecorded() {
        return recordedRevision()
                .filter(revision -> statedRevision.isEmpty() || statedRevision.equals(revision))
                .isPresent();
    }

    /** What the status is to say. */
    InstancetypeStatusRef pinnedTo(String revision) {
        if (isRecorded()) {
            return recorded.orElseThrow();
        }
        String kind =
                statedKind.isEmpty() ? kind().map(PresetKind::singular).orElseThrow() : statedKind;
        return new InstancetypeStatusRef(
                new ControllerRevisionRef(revision), null, null, kind, name);
    }

    /** What KubeVirt says of a kind that is none. */
    String unexpectedKind() {
        return "got unexpected kind in " + role.matcher() + ": " + statedKind;
    }
}
