package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.launcher.HostPaths;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.HostDisk;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reviews what the administrator allows or not: disks in files of the nodes, below stated folders
 * (whether a namespace may have a {@code hostPath} at all, Kubernetes' Pod Security says to the
 * pod), and what a gate opens.
 *
 * @param allowed where such disks may be; nowhere: refused as behind KubeVirt's gate, closed
 * @param gates asked only where an object has a field behind one
 */
public record ClusterRules(HostPaths allowed, Supplier<FeatureGates> gates) {

    private static final String TEMPLATE = "spec.template.spec";
    private static final String CREATE = "DiskOrCreate";

    /** Reviews an instance that is created. */
    public List<Refusal> review(VirtualMachineInstance vmi) {
        return review("spec", vmi.spec());
    }

    /** Reviews a machine that is created. */
    public List<Refusal> review(VirtualMachine vm) {
        return vm.spec() == null ? List.of() : template(vm.spec().template());
    }

    /** Reviews a change of a machine; one whose spec stays is let through. */
    public List<Refusal> review(VirtualMachine before, VirtualMachine after) {
        return Objects.equals(before.spec(), after.spec()) ? List.of() : review(after);
    }

    /** Reviews a replica set that is created. */
    public List<Refusal> review(VirtualMachineInstanceReplicaSet set) {
        return set.spec() == null ? List.of() : template(set.spec().template());
    }

    /** Reviews a change of a replica set, as one of a machine. */
    public List<Refusal> review(
            VirtualMachineInstanceReplicaSet before, VirtualMachineInstanceReplicaSet after) {
        return Objects.equals(before.spec(), after.spec()) ? List.of() : review(after);
    }

    private List<Refusal> template(VirtualMachineInstanceTemplateSpec templateOrNull) {
        return templateOrNull == null ? List.of() : review(TEMPLATE, templateOrNull.spec());
    }

    private List<Refusal> review(String at, VirtualMachineInstanceSpec specOrNull) {
        if (specOrNull == null) {
            return List.of();
        }
        Findings findings = new Findings(at);
        List<Volume> volumes = Absent.list(specOrNull.volumes());
        for (int i = 0; i < volumes.size(); i++) {
            HostDisk disk = volumes.get(i).hostDisk();
            if (disk != null) {
                check(disk, "volumes[" + i + "]", findings);
            }
        }
        metrics(specOrNull, findings);
        vsock(specOrNull, findings);
        overhead(specOrNull, findings);
        return findings.refusals();
    }

    private void overhead(VirtualMachineInstanceSpec spec, Findings findings) {
        boolean stated =
                Optional.ofNullable(spec.domain())
                        .map(DomainSpec::memory)
                        .map(Memory::reservedOverhead)
                        .isPresent();
        if (stated && !gates.get().opened(FeatureGates.RESERVED_OVERHEAD)) {
            findings.invalid("domain.memory.reservedOverhead", FeatureGateRule.CLOSED);
        }
    }

    private void metrics(VirtualMachineInstanceSpec spec, Findings findings) {
        boolean channel =
                Optional.ofNullable(spec.domain())
                        .map(DomainSpec::devices)
                        .map(Devices::downwardMetrics)
                        .isPresent();
        List<Volume> volumes = Absent.list(spec.volumes());
        boolean disk = volumes.stream().anyMatch(volume -> volume.downwardMetrics() != null);
        if (!channel && !disk || gates.get().opened(FeatureGates.DOWNWARD_METRICS)) {
            return;
        }
        if (channel) {
            findings.invalid("domain.devices.downwardMetrics", FeatureGateRule.CLOSED);
        }
        for (int i = 0; i < volumes.size(); i++) {
            if (volumes.get(i).downwardMetrics() != null) {
                findings.invalid("volumes[" + i + "]", FeatureGateRule.CLOSED);
            }
        }
    }

    private void vsock(VirtualMachineInstanceSpec spec, Findings findings) {
        boolean wanted =
                Optional.ofNullable(spec.domain())
                        .map(DomainSpec::devices)
                        .map(Devices::autoattachVSOCK)
                        .orElse(false);
        if (wanted && !gates.get().opened(FeatureGates.VSOCK)) {
            findings.invalid("domain.devices.autoattachVSOCK", FeatureGateRule.CLOSED);
        }
    }

    private void check(HostDisk disk, String path, Findings findings) {
        if (allowed.none()) {
            findings.invalid(path, FeatureGateRule.CLOSED);
            return;
        }
        if (disk.path() == null || !allowed.hold(disk.path())) {
            findings.invalid(
                    path + ".hostDisk.path",
                    "must be a plain path below one of: " + String.join(", ", allowed.prefixes()));
        }
        boolean sized =
                Optional.ofNullable(disk.capacity())
                        .filter(capacity -> capacity.getNumber().signum() > 0)
                        .isPresent();
        if (CREATE.equals(disk.type()) && !sized) {
            findings.required(path + ".hostDisk.capacity", "must be above zero for DiskOrCreate");
        }
    }
}
