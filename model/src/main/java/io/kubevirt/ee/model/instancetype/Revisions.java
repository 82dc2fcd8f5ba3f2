package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.Owners;
import io.kubevirt.ee.model.v1.VirtualMachine;
import java.util.Map;
import java.util.TreeMap;

/**
 * Revisions, which keep for one machine what it referred to as it was then, so that a later change
 * of that does not change the machine. Named, labelled and filled as KubeVirt's.
 */
public final class Revisions {
    private static final String LABEL = InstancetypeApi.GROUP + "/object-";

    private Revisions() {}

    /** The revision of an instancetype or a preference for a machine, which owns it. */
    static V1ControllerRevision of(VirtualMachine vm, PresetKind kind, KubernetesObject object) {
        V1ObjectMeta of = object.getMetadata();
        Map<String, String> labels = new TreeMap<>();
        labels.put(LABEL + "generation", Long.toString(generation(of)));
        labels.put(LABEL + "kind", kind.kind());
        labels.put(LABEL + "name", of.getName());
        labels.put(LABEL + "uid", of.getUid());
        labels.put(LABEL + "version", InstancetypeApi.VERSION);
        return new V1ControllerRevision()
                .apiVersion("apps/v1")
                .kind("ControllerRevision")
                .metadata(
                        new V1ObjectMeta()
                                .name(name(vm, of))
                                .namespace(vm.metadata().getNamespace())
                                .labels(labels)
                                .addOwnerReferencesItem(owner(vm)))
                .data(held(kind, object))
                .revision(0L);
    }

    private static String name(VirtualMachine vm, V1ObjectMeta of) {
        return String.join(
                "-",
                vm.metadata().getName(),
                of.getName(),
                InstancetypeApi.VERSION,
                of.getUid(),
                Long.toString(generation(of)));
    }

    private static long generation(V1ObjectMeta of) {
        return of.getGeneration() == null ? 0 : of.getGeneration();
    }

    private static V1OwnerReference owner(VirtualMachine vm) {
        return Owners.controller(KubevirtApi.VIRTUAL_MACHINE, vm.metadata());
    }

    /** Without what tells of its users, not of what it is. */
    private static Object held(PresetKind kind, KubernetesObject object) {
        V1ObjectMeta of = object.getMetadata();
        V1ObjectMeta metadata =
                new V1ObjectMeta()
                        .name(of.getName())
                        .namespace(of.getNamespace())
                        .uid(of.getUid())
                        .generation(of.getGeneration())
                        .resourceVersion(of.getResourceVersion())
                        .creationTimestamp(of.getCreationTimestamp());
        return switch (object) {
            case VirtualMachineInstancetype instancetype ->
                    new VirtualMachineInstancetype(
                            InstancetypeApi.API_VERSION,
                            kind.kind(),
                            metadata,
                            instancetype.spec());
            case VirtualMachinePreference preference ->
                    new VirtualMachinePreference(
                            InstancetypeApi.API_VERSION, kind.kind(), metadata, preference.spec());
            default -> throw new IllegalArgumentException("neither of two: " + object);
        };
    }

    /** Whether a revision that is there will go: with another machine, which it is of. */
    public static boolean isOfAnother(VirtualMachine vm, V1ControllerRevision existing) {
        return Absent.list(existing.getMetadata().getOwnerReferences()).stream()
                .anyMatch(owner -> !vm.metadata().getUid().equals(owner.getUid()));
    }
}
