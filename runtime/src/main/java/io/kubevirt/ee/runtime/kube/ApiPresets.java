package io.kubevirt.ee.runtime.kube;

import com.google.gson.JsonSyntaxException;
import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ControllerRevisionList;
import io.kubevirt.ee.model.instancetype.InstancetypeApi;
import io.kubevirt.ee.model.instancetype.PresetKind;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeBuilder;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeList;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceBuilder;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceList;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Optional;

/**
 * Instancetypes, preferences and their revisions, as the API server has them now.
 *
 * @param client asks it
 */
public record ApiPresets(ApiClient client) implements PresetSource {
    /** Revisions, of any kind of object. */
    public static final ResourceType<V1ControllerRevision, V1ControllerRevisionList> REVISIONS =
            new ResourceType<>(
                    V1ControllerRevision.class,
                    V1ControllerRevisionList.class,
                    "apps",
                    "v1",
                    "controllerrevisions");

    @Override
    public Optional<VirtualMachineInstancetype> instancetype(
            PresetKind kind, String namespace, String name) {
        return get(
                kind,
                namespace,
                name,
                VirtualMachineInstancetype.class,
                VirtualMachineInstancetypeList.class);
    }

    @Override
    public Optional<VirtualMachinePreference> preference(
            PresetKind kind, String namespace, String name) {
        return get(
                kind,
                namespace,
                name,
                VirtualMachinePreference.class,
                VirtualMachinePreferenceList.class);
    }

    private <T extends KubernetesObject, L extends KubernetesListObject> Optional<T> get(
            PresetKind kind, String namespace, String name, Class<T> object, Class<L> list) {
        ResourceType<T, L> type =
                new ResourceType<>(
                        object,
                        list,
                        InstancetypeApi.GROUP,
                        InstancetypeApi.VERSION,
                        kind.plural());
        Key key = kind.namespaced() ? new Key(namespace, name) : Key.ofCluster(name);
        return new ResourceApi<>(client, type).get(key);
    }

    @Override
    public Optional<VirtualMachineInstancetype> instancetypeRevision(
            String namespace, String revision) {
        return revision(namespace, revision)
                .map(
                        held ->
                                typed(
                                        held,
                                        VirtualMachineInstancetype.class,
                                        VirtualMachineInstancetypeBuilder.builder().build()));
    }

    @Override
    public Optional<VirtualMachinePreference> preferenceRevision(
            String namespace, String revision) {
        return revision(namespace, revision)
                .map(
                        held ->
                                typed(
                                        held,
                                        VirtualMachinePreference.class,
                                        VirtualMachinePreferenceBuilder.builder().build()));
    }

    private Optional<V1ControllerRevision> revision(String namespace, String name) {
        return new ResourceApi<>(client, REVISIONS).get(new Key(namespace, name));
    }

    /** What is not of the type is nothing of it, and says so by having no kind. */
    private static <T> T typed(V1ControllerRevision revision, Class<T> type, T nothing) {
        try {
            T held = KubeJson.gson().fromJson(KubeJson.gson().toJsonTree(revision.getData()), type);
            return held == null ? nothing : held;
        } catch (JsonSyntaxException | IllegalArgumentException other) {
            return nothing;
        }
    }
}
