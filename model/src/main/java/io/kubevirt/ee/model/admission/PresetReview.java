package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.instancetype.Topology;
import io.kubevirt.ee.model.instancetype.v1beta1.MemoryInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reviews instancetypes and preferences that users write: with KubeVirt's rules alone. Whether what
 * they ask for is supported is a question of the machines that use them.
 */
public final class PresetReview {
    private PresetReview() {}

    /** Reviews an instancetype's spec. */
    public static List<Refusal> instancetype(VirtualMachineInstancetypeSpec spec) {
        Findings findings = new Findings("spec");
        QuantityCheck.check(spec, findings);
        MemoryInstancetype memory = spec.memory();
        Integer less = memory == null ? null : memory.overcommitPercent();
        if (less != null && (less < 0 || less > 100)) {
            findings.unprefixed(
                    Cause.INVALID,
                    "spec.memory.overcommitPercent",
                    "spec.memory.overcommitPercent '%d': must be in range between 0 and 100."
                            .formatted(less));
        }
        if (less != null && less != 0 && memory.hugepages() != null) {
            findings.unprefixed(
                    Cause.INVALID,
                    "spec.memory.overcommitPercent",
                    "spec.memory.overcommitPercent and spec.memory.hugepages should not be"
                            + " requested together.");
        }
        if (spec.cpu() != null && spec.cpu().guest() != null && spec.cpu().guest() < 0) {
            findings.invalid("cpu.guest", "must not be negative");
        }
        return findings.refusals();
    }

    /** Reviews a preference's spec. */
    public static List<Refusal> preference(VirtualMachinePreferenceSpec spec) {
        Findings findings = new Findings("spec");
        QuantityCheck.check(spec, findings);
        if (spec.cpu() == null || spec.cpu().preferredCPUTopology() == null) {
            return findings.refusals();
        }
        String name = spec.cpu().preferredCPUTopology();
        Optional<Topology> topology = Topology.named(name);
        if (topology.isEmpty()) {
            findings.unprefixed(
                    Cause.INVALID,
                    "spec.cpu.preferredCPUTopology",
                    "unknown preferredCPUTopology " + name);
        }
        topology.filter(one -> one == Topology.SPREAD).ifPresent(any -> spread(spec, findings));
        return findings.refusals();
    }

    private static void spread(VirtualMachinePreferenceSpec spec, Findings findings) {
        String across = Topology.across(spec);
        boolean known =
                Arrays.stream(Topology.Across.values()).anyMatch(one -> one.value().equals(across));
        if (!known) {
            findings.unprefixed(
                    Cause.INVALID,
                    "spec.cpu.spreadOptions.across",
                    "across " + across + " is not supported");
        } else if (across.equals(Topology.Across.CORES_THREADS.value())
                && Topology.ratio(spec) != 2) {
            findings.unprefixed(
                    Cause.INVALID,
                    "spec.cpu.spreadOptions.ratio",
                    "only a ratio of 2 (1 core 2 threads) is allowed when spreading vCPUs over"
                            + " cores and threads");
        } else if (Topology.ratio(spec) < 1) {
            findings.invalid("cpu.spreadOptions.ratio", "must be 1 or more");
        }
    }
}
