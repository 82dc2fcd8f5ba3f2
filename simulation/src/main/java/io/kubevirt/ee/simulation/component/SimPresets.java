package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import io.kubevirt.ee.model.instancetype.PresetKind;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import java.util.Optional;
import java.util.function.Function;

/**
 * Instancetypes, preferences and their revisions, as the API server has them.
 *
 * @param api makes them typed
 * @param one an object
 */
record SimPresets(ApiServer api, Function<ObjectId, Optional<JsonObject>> one)
        implements PresetSource {
    @Override
    public Optional<VirtualMachineInstancetype> instancetype(
            PresetKind kind, String namespace, String name) {
        return one.apply(id(kind, namespace, name))
                .map(json -> api.typed(json, VirtualMachineInstancetype.class));
    }

    @Override
    public Optional<VirtualMachinePreference> preference(
            PresetKind kind, String namespace, String name) {
        return one.apply(id(kind, namespace, name))
                .map(json -> api.typed(json, VirtualMachinePreference.class));
    }

    @Override
    public Optional<VirtualMachineInstancetype> instancetypeRevision(
            String namespace, String revision) {
        return held(namespace, revision)
                .map(json -> api.typed(json, VirtualMachineInstancetype.class));
    }

    @Override
    public Optional<VirtualMachinePreference> preferenceRevision(
            String namespace, String revision) {
        return held(namespace, revision)
                .map(json -> api.typed(json, VirtualMachinePreference.class));
    }

    private Optional<JsonObject> held(String namespace, String revision) {
        return one.apply(new ObjectId(Names.REVISION, namespace, revision))
                .map(json -> json.getAsJsonObject("data"));
    }

    private static ObjectId id(PresetKind kind, String namespace, String name) {
        return new ObjectId(kind.kind(), kind.namespaced() ? namespace : "", name);
    }
}
