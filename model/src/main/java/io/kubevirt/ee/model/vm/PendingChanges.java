package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.ResourceRequirements;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a machine's template its instance was not made of. An instance's spec stays as it was
 * made, so it is compared with the one that would be made now.
 *
 * @param fields the paths of the fields that wait for a restart
 * @param none whether nothing at all differs, placement and metadata included
 * @param known whether it is known what would be made now: an instancetype has to be looked up
 */
record PendingChanges(List<String> fields, boolean none, boolean known) {
    private static final String ROOT = "spec.template.spec";

    /**
     * Where a guest may run concerns nobody until it is placed again: KubeVirt waits for nothing.
     */
    private static final Set<String> PLACEMENT =
            Set.of(ROOT + ".nodeSelector", ROOT + ".affinity", ROOT + ".tolerations");

    /** A start that was asked to be paused is none of the template's. */
    private static final String START_STRATEGY = ROOT + ".startStrategy";

    private static final String PAUSED = "Paused";
    private static final int NAMED = 10;

    /** Between a machine and its instance. */
    static PendingChanges of(VmView view, VirtualMachineInstance vmi) {
        VirtualMachine vm = view.vm();
        boolean ofThisGeneration =
                MachineInstance.generation(vmi)
                        .equals(Optional.ofNullable(vm.metadata().getGeneration()));
        if (ofThisGeneration || vmi.spec() == null) {
            return new PendingChanges(List.of(), ofThisGeneration, true);
        }
        return PresetSteps.knownTemplate(view)
                .map(template -> MachineInstance.of(vm, template, false))
                .map(next -> between(vm, vmi, next))
                .orElse(new PendingChanges(List.of(), false, false));
    }

    private static PendingChanges between(
            VirtualMachine vm, VirtualMachineInstance vmi, VirtualMachineInstance next) {
        Set<String> start =
                PAUSED.equals(vmi.spec().startStrategy()) ? Set.of(START_STRATEGY) : Set.of();
        List<String> all = ChangedFields.between(ROOT, vmi.spec(), next.spec(), start);
        List<String> waiting = all.stream().filter(path -> !isPlacement(path)).toList();
        return new PendingChanges(
                ofTheUser(waiting, vm.spec().template().spec()),
                all.isEmpty() && metadataIsThere(next, vmi),
                true);
    }

    /** For people. */
    String message() {
        String named = fields.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = fields.size() - NAMED;
        return "Waits for a restart of the virtual machine: "
                + named
                + (more > 0 ? " and " + more + " more." : ".");
    }

    private static boolean isPlacement(String path) {
        return PLACEMENT.stream()
                .anyMatch(place -> path.equals(place) || path.startsWith(place + "."));
    }

    /** Without defaults that follow from another field, as long as that field is named. */
    private static List<String> ofTheUser(List<String> paths, VirtualMachineInstanceSpec stated) {
        Set<String> derived =
                Map.of(
                                ROOT + ".domain.resources.requests.memory",
                                isStated(stated, "memory"),
                                ROOT + ".domain.resources.requests.cpu",
                                isStated(stated, "cpu"),
                                ROOT + ".domain.cpu.sockets",
                                stated.domain().cpu() != null
                                        && stated.domain().cpu().sockets() != null)
                        .entrySet()
                        .stream()
                        .filter(field -> !field.getValue())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        List<String> named = paths.stream().filter(path -> !derived.contains(path)).toList();
        return named.isEmpty() ? paths : named;
    }

    private static boolean isStated(VirtualMachineInstanceSpec spec, String request) {
        ResourceRequirements resources = spec.domain().resources();
        return resources != null && Absent.map(resources.requests()).containsKey(request);
    }

    /** Others may have added to the instance's own. */
    private static boolean metadataIsThere(
            VirtualMachineInstance next, VirtualMachineInstance vmi) {
        Map<String, String> labels = Absent.map(vmi.metadata().getLabels());
        Map<String, String> annotations = Absent.map(vmi.metadata().getAnnotations());
        return labels.entrySet().containsAll(Absent.map(next.metadata().getLabels()).entrySet())
                && Absent.map(next.metadata().getAnnotations()).entrySet().stream()
                        .filter(wanted -> !wanted.getKey().equals(MachineInstance.GENERATION))
                        .allMatch(
                                wanted ->
                                        Objects.equals(
                                                annotations.get(wanted.getKey()),
                                                wanted.getValue()));
    }
}
