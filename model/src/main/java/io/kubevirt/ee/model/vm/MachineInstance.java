package io.kubevirt.ee.model.vm;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the instance that runs a machine, of the machine's template. */
final class MachineInstance {
    /** On instances: the generation of the machine that they were made of. */
    static final String GENERATION = "kubevirt.io/vm-generation";

    private static final String PAUSED = "Paused";

    private MachineInstance() {}

    /**
     * The instance to create.
     *
     * @param template the machine's, with its instancetype and its preference
     * @param paused whether its guest begins paused
     */
    static VirtualMachineInstance of(
            VirtualMachine vm, VirtualMachineInstanceTemplateSpec template, boolean paused) {
        VirtualMachineInstanceSpec spec =
                paused
                        ? VirtualMachineInstanceSpecBuilder.builder(template.spec())
                                .startStrategy(PAUSED)
                                .build()
                        : template.spec();
        // No webhook sees what our own components create, so the defaults are put in here.
        return Admission.withDefaults(
                new VirtualMachineInstance(
                        KubevirtApi.API_VERSION,
                        KubevirtApi.VIRTUAL_MACHINE_INSTANCE,
                        metadata(vm, template.metadata()),
                        spec,
                        null));
    }

    /** The generation of the machine that an instance was made of. */
    static Optional<Long> generation(VirtualMachineInstance vmi) {
        String value = Absent.map(vmi.metadata().getAnnotations()).get(GENERATION);
        return Optional.ofNullable(value).filter(v -> v.matches("[0-9]{1,18}")).map(Long::valueOf);
    }

    /**
     * Labels, annotations and owners that make an instance of nobody the machine's. It was not made
     * of any generation of this machine: it is compared with the template.
     */
    static V1ObjectMeta adopted(VirtualMachine vm, VirtualMachineInstance orphan) {
        V1ObjectMeta before = orphan.metadata();
        Map<String, String> annotations = new TreeMap<>(Absent.map(before.getAnnotations()));
        annotations.remove(GENERATION);
        Map<String, String> labels = new TreeMap<>(Absent.map(before.getLabels()));
        labels.put(Labels.VM_NAME, vm.metadata().getName());
        List<V1OwnerReference> owners = new ArrayList<>(Absent.list(before.getOwnerReferences()));
        owners.add(Ownership.to(vm));
        return new V1ObjectMeta().labels(labels).annotations(annotations).ownerReferences(owners);
    }

    private static V1ObjectMeta metadata(VirtualMachine vm, V1ObjectMeta template) {
        Map<String, String> labels = new TreeMap<>();
        Map<String, String> annotations = new TreeMap<>();
        if (template != null) {
            labels.putAll(Absent.map(template.getLabels()));
            annotations.putAll(Absent.map(template.getAnnotations()));
        }
        annotations.putAll(Presets.names(vm));
        labels.put(Labels.VM_NAME, vm.metadata().getName());
        if (vm.metadata().getGeneration() != null) {
            annotations.put(GENERATION, Long.toString(vm.metadata().getGeneration()));
        }
        return new V1ObjectMeta()
                .name(vm.metadata().getName())
                .namespace(vm.metadata().getNamespace())
                .labels(labels)
                .annotations(annotations)
                .addFinalizersItem(Finalizers.VIRTUAL_MACHINE_INSTANCE)
                .addOwnerReferencesItem(Ownership.to(vm));
    }
}
