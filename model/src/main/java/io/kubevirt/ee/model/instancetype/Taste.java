package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.ClockOffset;
import io.kubevirt.ee.model.instancetype.v1beta1.ClockPreferences;
import io.kubevirt.ee.model.instancetype.v1beta1.MachinePreferences;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.CPUFeature;
import io.kubevirt.ee.model.v1.Clock;
import io.kubevirt.ee.model.v1.ClockBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.Machine;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Applies a preference to a spec: only where the user, or the instancetype, states nothing. */
final class Taste {
    private final VirtualMachinePreferenceSpec taste;

    Taste(VirtualMachinePreferenceSpec taste) {
        this.taste = taste;
    }

    /** Which usual devices are attached, which has to be known before they are. */
    VirtualMachineInstanceSpec attach(VirtualMachineInstanceSpec spec) {
        return taste.devices() == null
                ? spec
                : VirtualMachineInstanceSpecBuilder.builder(spec)
                        .domain(
                                DomainSpecBuilder.builder(spec.domain())
                                        .devices(
                                                new DeviceTaste(taste.devices())
                                                        .attach(spec.domain().devices()))
                                        .build())
                        .build();
    }

    VirtualMachineInstanceSpec apply(VirtualMachineInstanceSpec spec) {
        return VirtualMachineInstanceSpecBuilder.builder(spec)
                .domain(domain(spec))
                .architecture(Stated.or(spec.architecture(), taste.preferredArchitecture()))
                .subdomain(Stated.or(spec.subdomain(), taste.preferredSubdomain()))
                .terminationGracePeriodSeconds(
                        Stated.or(
                                spec.terminationGracePeriodSeconds(),
                                taste.preferredTerminationGracePeriodSeconds()))
                .build();
    }

    private DomainSpec domain(VirtualMachineInstanceSpec spec) {
        DomainSpec stated = spec.domain();
        DomainSpecBuilder domain =
                DomainSpecBuilder.builder(stated)
                        .cpu(cpu(stated.cpu()))
                        .machine(machine(stated.machine()))
                        .clock(clock(stated.clock()))
                        .launchSecurity(
                                Stated.or(
                                        stated.launchSecurity(), taste.preferredLaunchSecurity()));
        if (taste.devices() != null) {
            domain.devices(new DeviceTaste(taste.devices()).apply(spec));
        }
        if (taste.features() != null) {
            domain.features(new FeatureTaste(taste.features()).apply(stated.features()));
        }
        if (taste.firmware() != null) {
            domain.firmware(new FirmwareTaste(taste.firmware()).apply(stated.firmware()));
        }
        return domain.build();
    }

    /** Features that the user does not name. */
    private CPU cpu(CPU statedOrNull) {
        List<CPUFeature> preferred =
                taste.cpu() == null ? List.of() : Absent.list(taste.cpu().preferredCPUFeatures());
        if (preferred.isEmpty()) {
            return statedOrNull;
        }
        CPU stated = statedOrNull == null ? CPUBuilder.builder().build() : statedOrNull;
        List<CPUFeature> features = new ArrayList<>(Absent.list(stated.features()));
        List<String> names = features.stream().map(CPUFeature::name).toList();
        preferred.stream().filter(one -> !names.contains(one.name())).forEach(features::add);
        return CPUBuilder.builder(stated).features(features).build();
    }

    private Machine machine(Machine statedOrNull) {
        MachinePreferences preferred = taste.machine();
        boolean stated = statedOrNull != null && !Stated.isEmpty(statedOrNull.type());
        return stated || preferred == null || Stated.isEmpty(preferred.preferredMachineType())
                ? statedOrNull
                : new Machine(preferred.preferredMachineType());
    }

    /** The offset is of one piece: half of the user's and half of another would be neither. */
    private Clock clock(Clock statedOrNull) {
        ClockPreferences preferred = taste.clock();
        if (preferred == null) {
            return statedOrNull;
        }
        Clock stated = statedOrNull == null ? ClockBuilder.builder().build() : statedOrNull;
        ClockBuilder clock =
                ClockBuilder.builder(stated)
                        .timer(Stated.or(stated.timer(), preferred.preferredTimer()));
        ClockOffset offset = preferred.preferredClockOffset();
        if (offset != null && stated.utc() == null && stated.timezone() == null) {
            clock.utc(offset.utc()).timezone(offset.timezone());
        }
        return clock.build();
    }

    /** Adds annotations that the user does not state. */
    void annotate(Map<String, String> annotations) {
        Absent.map(taste.annotations()).forEach(annotations::putIfAbsent);
    }
}
