package io.kubevirt.ee.model.replicaset;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes an instance of a replica set's template. */
final class NewInstance {
    private NewInstance() {}

    static VirtualMachineInstance of(VirtualMachineInstanceReplicaSet set) {
        // No webhook sees what our own components create, so the defaults are put in here.
        return Admission.withDefaults(
                new VirtualMachineInstance(
                        KubevirtApi.API_VERSION,
                        KubevirtApi.VIRTUAL_MACHINE_INSTANCE,
                        metadata(set),
                        set.spec().template().spec(),
                        null));
    }

    private static V1ObjectMeta metadata(VirtualMachineInstanceReplicaSet set) {
        Optional<V1ObjectMeta> template = Optional.ofNullable(set.spec().template().metadata());
        return new V1ObjectMeta()
                .generateName(baseName(set, template))
                .namespace(set.metadata().getNamespace())
                .labels(
                        new TreeMap<>(
                                Absent.map(template.map(V1ObjectMeta::getLabels).orElse(null))))
                .annotations(
                        new TreeMap<>(
                                Absent.map(
                                        template.map(V1ObjectMeta::getAnnotations).orElse(null))))
                .addFinalizersItem(Finalizers.VIRTUAL_MACHINE_INSTANCE)
                .addOwnerReferencesItem(Claims.to(set));
    }

    /** What the API server puts five letters behind: the template's word, else the set's name. */
    private static String baseName(
            VirtualMachineInstanceReplicaSet set, Optional<V1ObjectMeta> template) {
        return Stream.of(
                        template.map(V1ObjectMeta::getName),
                        template.map(V1ObjectMeta::getGenerateName))
                .flatMap(Optional::stream)
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse(set.metadata().getName());
    }
}
