package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUTopology;
import io.kubevirt.ee.model.v1.DomainSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a guest asks for that has processors of the node for itself.
 *
 * @param vcpus the guest's processors, each of which gets one
 * @param threads of one core of the guest: they are put on one core of the node, where it has such
 * @param isolateEmulator whether the rest of qemu gets one more
 */
public record DedicatedCpus(int vcpus, int threads, boolean isolateEmulator) {

    /** Of a guest that asks for it. */
    public static Optional<DedicatedCpus> of(DomainSpec domain) {
        return Optional.ofNullable(domain.cpu())
                .filter(cpu -> Absent.flag(cpu.dedicatedCpuPlacement()))
                .map(cpu -> of(GuestSize.topology(domain), cpu));
    }

    private static DedicatedCpus of(CPUTopology topology, CPU cpu) {
        return new DedicatedCpus(
                GuestSize.vcpus(topology),
                topology.threads(),
                Absent.flag(cpu.isolateEmulatorThread()));
    }

    /** How many of the node's processors that makes. */
    public int count() {
        return vcpus + (isolateEmulator ? 1 : 0);
    }

    /**
     * Who runs where; empty when there are too few.
     *
     * @param cores the processors of the guest's pod, those of one core together
     */
    public Optional<CpuPins> pins(List<List<Integer>> cores) {
        List<Integer> dealt = dealt(cores);
        if (dealt.size() < count()) {
            return Optional.empty();
        }
        SortedSet<Integer> emulator =
                new TreeSet<>(isolateEmulator ? List.of(dealt.get(vcpus)) : dealt);
        return Optional.of(new CpuPins(dealt.subList(0, vcpus), emulator));
    }

    /** Whole cores of the guest first; what is left of the node's then. */
    private List<Integer> dealt(List<List<Integer>> cores) {
        List<Integer> whole = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (List<Integer> core : cores) {
            int fit = core.size() / threads * threads;
            whole.addAll(core.subList(0, fit));
            left.addAll(core.subList(fit, core.size()));
        }
        whole.addAll(left);
        return whole;
    }
}
