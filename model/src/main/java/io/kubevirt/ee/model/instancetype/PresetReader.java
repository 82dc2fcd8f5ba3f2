package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.common.KubernetesObject;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.DnsName;
import io.kubevirt.ee.model.v1.VirtualMachine;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Follows a machine's references: to the revision that the user names, else to the one that is
 * recorded, else to the object itself.
 */
public final class PresetReader {
    /**
     * How objects of one role are read.
     *
     * @param revision by namespace and name, what a revision holds
     * @param object by kind, namespace and name
     * @param whole whether a spec has what the API server would require of it
     */
    private record Shelf<T, S>(
            BiFunction<String, String, Optional<T>> revision,
            Finder<T> object,
            Function<T, S> spec,
            Predicate<S> whole) {}

    private interface Finder<T> {
        Optional<T> find(PresetKind kind, String namespace, String name);
    }

    private final Shelf<VirtualMachineInstancetype, VirtualMachineInstancetypeSpec> instancetypes;
    private final Shelf<VirtualMachinePreference, VirtualMachinePreferenceSpec> preferences;

    /** Reads from {@code source}. */
    public PresetReader(PresetSource source) {
        this.instancetypes =
                new Shelf<>(
                        source::instancetypeRevision,
                        source::instancetype,
                        VirtualMachineInstancetype::spec,
                        PresetReader::whole);
        this.preferences =
                new Shelf<>(
                        source::preferenceRevision,
                        source::preference,
                        VirtualMachinePreference::spec,
                        Objects::nonNull);
    }

    /** What the machine's references lead to now. */
    public Presets read(VirtualMachine vm) {
        return new Presets(
                read(vm, Reference.instancetype(vm), instancetypes),
                read(vm, Reference.preference(vm), preferences));
    }

    private static <T extends KubernetesObject, S> Lookup<S> read(
            VirtualMachine vm, Optional<Reference> reference, Shelf<T, S> shelf) {
        if (reference.isEmpty()) {
            return new Lookup.None<>();
        }
        Reference ref = reference.get();
        if (ref.kind().isEmpty()) {
            return new Lookup.Missing<>(ref.unexpectedKind());
        }
        return ref.revision()
                .map(revision -> revised(vm, ref, revision, shelf))
                .orElseGet(() -> current(vm, ref, shelf));
    }

    private static <T extends KubernetesObject, S> Lookup<S> revised(
            VirtualMachine vm, Reference ref, String revision, Shelf<T, S> shelf) {
        String namespace = vm.metadata().getNamespace();
        Optional<T> held =
                isName(revision) ? shelf.revision().apply(namespace, revision) : Optional.empty();
        if (held.isEmpty()) {
            return new Lookup.Missing<>(notFound("controllerrevisions.apps", revision));
        }
        String kind = held.get().getKind();
        boolean fits =
                kind != null
                        && PresetKind.of(ref.role(), kind).isPresent()
                        && shelf.whole().test(shelf.spec().apply(held.get()));
        return fits
                ? new Lookup.Found<>(
                        shelf.spec().apply(held.get()), ref.pinnedTo(revision), Optional.empty())
                : new Lookup.Missing<>(
                        "controllerrevisions.apps \"%s\" holds no %s"
                                .formatted(revision, ref.role().field()));
    }

    private static <T extends KubernetesObject, S> Lookup<S> current(
            VirtualMachine vm, Reference ref, Shelf<T, S> shelf) {
        PresetKind kind = ref.kind().orElseThrow();
        Optional<T> object =
                isName(ref.name())
                        ? shelf.object().find(kind, vm.metadata().getNamespace(), ref.name())
                        : Optional.empty();
        return object.<Lookup<S>>map(one -> found(vm, ref, kind, one, shelf))
                .orElseGet(
                        () ->
                                new Lookup.Missing<>(
                                        notFound(
                                                kind.plural() + "." + InstancetypeApi.GROUP,
                                                ref.name())));
    }

    private static <T extends KubernetesObject, S> Lookup<S> found(
            VirtualMachine vm, Reference ref, PresetKind kind, T object, Shelf<T, S> shelf) {
        var revision = Revisions.of(vm, kind, object);
        return new Lookup.Found<>(
                shelf.spec().apply(object),
                ref.pinnedTo(revision.getMetadata().getName()),
                Optional.of(revision));
    }

    /**
     * No object has another name. What a user writes becomes a part of a path that is read with the
     * program's rights, so nothing else is looked for.
     */
    private static boolean isName(String name) {
        return DnsName.isSubdomain(name);
    }

    private static boolean whole(VirtualMachineInstancetypeSpec spec) {
        return spec != null
                && spec.cpu() != null
                && spec.cpu().guest() != null
                && spec.memory() != null
                && spec.memory().guest() != null;
    }

    private static String notFound(String resource, String name) {
        return "%s \"%s\" not found".formatted(resource, name);
    }
}
