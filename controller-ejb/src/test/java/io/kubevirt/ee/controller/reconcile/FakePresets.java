package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubevirt.ee.model.instancetype.PresetKind;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.runtime.kube.KubeJson;
import java.util.Collection;
import java.util.Optional;

/** Instancetypes, preferences and revisions among stored objects. */
record FakePresets(Collection<KubernetesObject> stored) implements PresetSource {
    @Override
    public Optional<VirtualMachineInstancetype> instancetype(
            PresetKind kind, String namespace, String name) {
        return named(VirtualMachineInstancetype.class, name)
                .filter(one -> kind.kind().equals(one.kind()));
    }

    @Override
    public Optional<VirtualMachinePreference> preference(
            PresetKind kind, String namespace, String name) {
        return named(VirtualMachinePreference.class, name)
                .filter(one -> kind.kind().equals(one.kind()));
    }

    @Override
    public Optional<VirtualMachineInstancetype> instancetypeRevision(
            String namespace, String revision) {
        return named(V1ControllerRevision.class, revision)
                .map(one -> held(one, VirtualMachineInstancetype.class));
    }

    @Override
    public Optional<VirtualMachinePreference> preferenceRevision(
            String namespace, String revision) {
        return named(V1ControllerRevision.class, revision)
                .map(one -> held(one, VirtualMachinePreference.class));
    }

    private <T extends KubernetesObject> Optional<T> named(Class<T> type, String name) {
        return stored.stream()
                .filter(type::isInstance)
                .filter(one -> name.equals(one.getMetadata().getName()))
                .map(type::cast)
                .findFirst();
    }

    private static <T> T held(V1ControllerRevision revision, Class<T> type) {
        return KubeJson.gson().fromJson(KubeJson.gson().toJsonTree(revision.getData()), type);
    }
}
