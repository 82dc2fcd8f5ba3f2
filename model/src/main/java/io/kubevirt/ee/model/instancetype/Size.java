package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DiskIOThreads;
import io.kubevirt.ee.model.v1.DiskIOThreadsBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import java.util.Map;
import java.util.Optional;

/** Applies an instancetype to a spec: all of it, or conflicts. */
final class Size {
    private final VirtualMachineInstancetypeSpec size;
    private final CpuSize cpu;

    Size(VirtualMachineInstancetypeSpec size, Optional<VirtualMachinePreferenceSpec> preference) {
        this.size = size;
        this.cpu = new CpuSize(size.cpu(), preference);
    }

    VirtualMachineInstanceSpec apply(VirtualMachineInstanceSpec spec, Conflicts conflicts) {
        conflicts.addIf(size.nodeSelector() != null && spec.nodeSelector() != null, "nodeSelector");
        conflicts.addIf(
                !Stated.isEmpty(size.schedulerName()) && !Stated.isEmpty(spec.schedulerName()),
                "schedulerName");
        return VirtualMachineInstanceSpecBuilder.builder(spec)
                .nodeSelector(Stated.or(spec.nodeSelector(), size.nodeSelector()))
                .schedulerName(Stated.or(spec.schedulerName(), size.schedulerName()))
                .domain(domain(spec.domain(), conflicts))
                .build();
    }

    /** What is wrong with a preference to spread the processors. */
    Optional<Conflict> spreadConflict() {
        return cpu.spreadConflict();
    }

    private DomainSpec domain(DomainSpec stated, Conflicts conflicts) {
        DomainSpecBuilder domain =
                DomainSpecBuilder.builder(stated).cpu(cpu.apply(stated, conflicts));
        DomainSpec withMemory = new MemorySize(size.memory()).apply(domain.build(), conflicts);
        conflicts.addIf(
                !Stated.isEmpty(size.ioThreadsPolicy())
                        && !Stated.isEmpty(stated.ioThreadsPolicy()),
                "domain.ioThreadsPolicy");
        conflicts.addIf(
                size.launchSecurity() != null && stated.launchSecurity() != null,
                "domain.launchSecurity");
        ioThreads(stated, conflicts);
        return DomainSpecBuilder.builder(withMemory)
                .ioThreadsPolicy(Stated.or(stated.ioThreadsPolicy(), size.ioThreadsPolicy()))
                .ioThreads(mergedIoThreads(stated))
                .launchSecurity(Stated.or(stated.launchSecurity(), size.launchSecurity()))
                .devices(devices(stated.devices(), conflicts))
                .build();
    }

    private void ioThreads(DomainSpec stated, Conflicts conflicts) {
        conflicts.addIf(
                size.ioThreads() != null
                        && size.ioThreads().supplementalPoolThreadCount() != null
                        && stated.ioThreads() != null
                        && stated.ioThreads().supplementalPoolThreadCount() != null,
                "domain.ioThreads.supplementalPoolThreadCount");
    }

    private DiskIOThreads mergedIoThreads(DomainSpec stated) {
        if (size.ioThreads() == null || size.ioThreads().supplementalPoolThreadCount() == null) {
            return stated.ioThreads();
        }
        return DiskIOThreadsBuilder.builder()
                .supplementalPoolThreadCount(size.ioThreads().supplementalPoolThreadCount())
                .build();
    }

    private Devices devices(Devices stated, Conflicts conflicts) {
        boolean gpus = !Absent.list(size.gpus()).isEmpty();
        boolean hostDevices = !Absent.list(size.hostDevices()).isEmpty();
        conflicts.addIf(gpus && !Absent.list(stated.gpus()).isEmpty(), "domain.devices.gpus");
        conflicts.addIf(
                hostDevices && !Absent.list(stated.hostDevices()).isEmpty(),
                "domain.devices.hostDevices");
        return DevicesBuilder.builder(stated)
                .gpus(gpus ? size.gpus() : stated.gpus())
                .hostDevices(hostDevices ? size.hostDevices() : stated.hostDevices())
                .build();
    }

    /** Adds annotations; one that the user states otherwise is a conflict. */
    void annotate(Map<String, String> annotations, Conflicts conflicts) {
        Absent.map(size.annotations())
                .forEach(
                        (key, value) -> {
                            String before = annotations.putIfAbsent(key, value);
                            if (before != null && !before.equals(value)) {
                                conflicts.add(Conflict.at("annotations." + key));
                            }
                        });
    }
}
