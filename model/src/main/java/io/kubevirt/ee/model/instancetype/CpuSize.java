package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.CPUInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import java.util.Optional;

/** An instancetype's processors. */
final class CpuSize {
    private final CPUInstancetype size;
    private final Optional<VirtualMachinePreferenceSpec> preference;

    CpuSize(CPUInstancetype size, Optional<VirtualMachinePreferenceSpec> preference) {
        this.size = size;
        this.preference = preference;
    }

    /** The guest's processors; what the user states beside it is a conflict. */
    CPU apply(DomainSpec domain, Conflicts conflicts) {
        CPU stated = domain.cpu() == null ? CPUBuilder.builder().build() : domain.cpu();
        Resources.of(domain).conflicts("cpu", conflicts);
        conflicts(stated, conflicts);
        CPUBuilder cpu =
                CPUBuilder.builder(stated)
                        .model(Stated.or(stated.model(), size.model()))
                        .dedicatedCpuPlacement(
                                Stated.or(
                                        size.dedicatedCPUPlacement(),
                                        stated.dedicatedCpuPlacement()))
                        .isolateEmulatorThread(
                                Stated.or(
                                        size.isolateEmulatorThread(),
                                        stated.isolateEmulatorThread()))
                        .numa(Stated.or(stated.numa(), size.numa()))
                        .realtime(Stated.or(stated.realtime(), size.realtime()))
                        .maxSockets(Stated.or(size.maxSockets(), stated.maxSockets()));
        lay(cpu.sockets(1).cores(1).threads(1));
        return cpu.build();
    }

    private void conflicts(CPU cpu, Conflicts conflicts) {
        conflicts.addIf(!Stated.isZero(cpu.sockets()), "domain.cpu.sockets");
        conflicts.addIf(!Stated.isZero(cpu.cores()), "domain.cpu.cores");
        conflicts.addIf(!Stated.isZero(cpu.threads()), "domain.cpu.threads");
        conflicts.addIf(!Stated.isEmpty(cpu.model()) && size.model() != null, "domain.cpu.model");
        conflicts.addIf(
                Absent.flag(cpu.dedicatedCpuPlacement()) && size.dedicatedCPUPlacement() != null,
                "domain.cpu.dedicatedCPUPlacement");
        conflicts.addIf(
                Absent.flag(cpu.isolateEmulatorThread()) && size.isolateEmulatorThread() != null,
                "domain.cpu.isolateEmulatorThread");
        conflicts.addIf(cpu.numa() != null && size.numa() != null, "domain.cpu.numa");
        conflicts.addIf(cpu.realtime() != null && size.realtime() != null, "domain.cpu.realtime");
    }

    private void lay(CPUBuilder cpu) {
        int processors = size.guest();
        if (processors == 1) {
            return;
        }
        switch (Topology.of(preference)) {
            case SOCKETS, ANY -> cpu.sockets(processors);
            case CORES -> cpu.cores(processors);
            case THREADS -> cpu.threads(processors);
            case SPREAD ->
                    preference.flatMap(Spread::of).ifPresent(spread -> spread.lay(processors, cpu));
        }
    }

    /** What is wrong with a preference to spread the processors. */
    Optional<Conflict> spreadConflict() {
        return preference
                .filter(any -> Topology.of(preference) == Topology.SPREAD)
                .flatMap(Spread::of)
                .flatMap(spread -> spread.conflict(size.guest()));
    }
}
