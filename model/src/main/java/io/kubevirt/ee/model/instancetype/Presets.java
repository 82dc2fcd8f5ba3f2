package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatusBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a machine's references lead to.
 *
 * @param instancetype its size
 * @param preference its taste
 */
public record Presets(
        Lookup<VirtualMachineInstancetypeSpec> instancetype,
        Lookup<VirtualMachinePreferenceSpec> preference) {
    /** Of a machine that refers to nothing. */
    public static final Presets NONE = new Presets(new Lookup.None<>(), new Lookup.None<>());

    /** Not looked up. */
    public static Presets unread(VirtualMachine vm) {
        return new Presets(unread(Reference.instancetype(vm)), unread(Reference.preference(vm)));
    }

    private static <S> Lookup<S> unread(Optional<Reference> reference) {
        return reference
                .<Lookup<S>>map(
                        ref -> new Lookup.Unread<>(ref.recorded().filter(any -> ref.isRecorded())))
                .orElse(new Lookup.None<>());
    }

    /** Annotations of an instance that name what its machine refers to. */
    public static Map<String, String> names(VirtualMachine vm) {
        Map<String, String> names = new TreeMap<>();
        Stream.of(Reference.instancetype(vm), Reference.preference(vm))
                .flatMap(Optional::stream)
                .forEach(
                        ref ->
                                ref.kind()
                                        .ifPresent(
                                                kind -> names.put(kind.annotation(), ref.name())));
        return names;
    }

    /** Whether a reference was not looked up. */
    public boolean isUnread() {
        return instancetype instanceof Lookup.Unread<?> || preference instanceof Lookup.Unread<?>;
    }

    /** Whether a reference leads to nothing. */
    public boolean isMissing() {
        return instancetype.missing().isPresent() || preference.missing().isPresent();
    }

    /** Whether the machine's status does not say yet which revisions are in use. */
    public boolean isToPin(VirtualMachine vm) {
        return !isMissing()
                && (isUnknown(instancetype)
                        || isUnknown(preference)
                        || !Objects.equals(vm.status(), pinned(vm.status())));
    }

    private static boolean isUnknown(Lookup<?> lookup) {
        return lookup instanceof Lookup.Unread<?> unread && unread.recorded().isEmpty();
    }

    /** Revisions that are to be stored before the status can say that they are in use. */
    public List<V1ControllerRevision> toStore() {
        return Stream.of(toStore(instancetype), toStore(preference))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<V1ControllerRevision> toStore(Lookup<?> lookup) {
        return lookup instanceof Lookup.Found<?> found ? found.toStore() : Optional.empty();
    }

    /** The status, saying which revisions are in use; null stays null if there is none to say. */
    public VirtualMachineStatus pinned(VirtualMachineStatus beforeOrNull) {
        VirtualMachineStatus before =
                beforeOrNull == null ? VirtualMachineStatusBuilder.builder().build() : beforeOrNull;
        VirtualMachineStatus after =
                VirtualMachineStatusBuilder.builder(before)
                        .instancetypeRef(ref(instancetype, before.instancetypeRef()))
                        .preferenceRef(ref(preference, before.preferenceRef()))
                        .build();
        return after.equals(before) ? beforeOrNull : after;
    }

    /**
     * What an unread reference that is not recorded comes to is not known: until it is, the status
     * says nothing of it.
     */
    private static InstancetypeStatusRef ref(
            Lookup<?> lookup, InstancetypeStatusRef recordedOrNull) {
        return switch (lookup) {
            case Lookup.None<?> none -> null;
            case Lookup.Unread<?> unread -> unread.recorded().orElse(null);
            case Lookup.Found<?> found -> found.ref();
            case Lookup.Missing<?> missing -> recordedOrNull;
        };
    }
}
