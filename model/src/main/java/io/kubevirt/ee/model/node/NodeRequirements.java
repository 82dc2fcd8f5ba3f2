package io.kubevirt.ee.model.node;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.guest.DedicatedCpus;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUFeature;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.FeatureHyperv;
import io.kubevirt.ee.model.v1.FeatureState;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.Machine;
import io.kubevirt.ee.model.v1.SyNICTimer;
import io.kubevirt.ee.model.v1.TLBFlush;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels that a guest's node must have. An emulator is every CPU on every node, and has nothing
 * of Hyper-V's anywhere: emulated guests ask for machine and architecture alone.
 */
public final class NodeRequirements {
    private static final String ARCHITECTURE = "kubernetes.io/arch";

    private static final String INTEL = "Intel";
    private static final Set<String> OF_HOST = Set.of("host-model", "host-passthrough");

    private NodeRequirements() {}

    /**
     * The selector; what the user states goes before.
     *
     * @param spec with its defaults
     * @param emulation whether guests run without KVM
     */
    public static SortedMap<String, String> of(VirtualMachineInstanceSpec spec, boolean emulation) {
        SortedMap<String, String> labels = new TreeMap<>();
        stated(spec.architecture()).ifPresent(arch -> labels.put(ARCHITECTURE, arch));
        Optional.ofNullable(spec.domain().machine())
                .map(Machine::type)
                .flatMap(NodeRequirements::stated)
                // It is called that on every node of the architecture.
                .filter(type -> !type.equals(Architecture.of(spec).machine()))
                .ifPresent(type -> labels.put(NodeLabels.MACHINE + type, "true"));
        if (!emulation) {
            cpu(labels, spec.domain());
            Optional.ofNullable(spec.domain().features())
                    .map(Features::hyperv)
                    .ifPresent(hyperv -> hyperv(labels, hyperv));
        }
        DedicatedCpus.of(spec.domain()).ifPresent(_ -> labels.put(Labels.CPU_MANAGER, "true"));
        labels.putAll(Absent.map(spec.nodeSelector()));
        labels.put(Labels.NODE_SCHEDULABLE, "true");
        return labels;
    }

    private static void cpu(SortedMap<String, String> labels, DomainSpec domain) {
        Optional<CPU> cpu = Optional.ofNullable(domain.cpu());
        cpu.map(CPU::model)
                .flatMap(NodeRequirements::stated)
                .filter(model -> !OF_HOST.contains(model))
                .ifPresent(model -> labels.put(NodeLabels.CPU_MODEL + model, "true"));
        for (CPUFeature feature : Absent.list(cpu.map(CPU::features).orElse(null))) {
            if (stated(feature.policy()).filter(policy -> !policy.equals("require")).isEmpty()) {
                labels.put(NodeLabels.CPU_FEATURE + feature.name(), "true");
            }
        }
    }

    /** Those that the kernel must know; relaxed, vapic, spinlocks and vendorid are qemu's own. */
    private static void hyperv(SortedMap<String, String> labels, FeatureHyperv hyperv) {
        need(labels, "vpindex", enabled(hyperv.vpindex()));
        need(labels, "runtime", enabled(hyperv.runtime()));
        need(labels, "reset", enabled(hyperv.reset()));
        need(labels, "synic", enabled(hyperv.synic()));
        need(
                labels,
                "synictimer",
                Optional.ofNullable(hyperv.synictimer()).map(SyNICTimer::enabled));
        need(labels, "frequencies", enabled(hyperv.frequencies()));
        need(labels, "reenlightenment", enabled(hyperv.reenlightenment()));
        need(labels, "tlbflush", Optional.ofNullable(hyperv.tlbflush()).map(TLBFlush::enabled));
        need(labels, "ipi", enabled(hyperv.ipi()));
        Optional.ofNullable(hyperv.evmcs())
                .filter(evmcs -> !Boolean.FALSE.equals(evmcs.enabled()))
                .ifPresent(_ -> labels.put(NodeLabels.CPU_VENDOR + INTEL, "true"));
    }

    private static void need(
            SortedMap<String, String> labels, String name, Optional<Boolean> enabled) {
        if (enabled.orElse(false)) {
            labels.put(NodeLabels.HYPERV + name, "true");
        }
    }

    private static Optional<Boolean> enabled(FeatureState stateOrNull) {
        return Optional.ofNullable(stateOrNull).map(FeatureState::enabled);
    }

    private static Optional<String> stated(String valueOrNull) {
        return Optional.ofNullable(valueOrNull).filter(value -> !value.isEmpty());
    }
}
