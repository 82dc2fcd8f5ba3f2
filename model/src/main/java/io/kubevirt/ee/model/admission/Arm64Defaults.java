package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.EFI;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.FirmwareBuilder;

/** What a guest of arm64 has beside all others' defaults, as in KubeVirt: UEFI, the host's CPU. */
final class Arm64Defaults {
    /** The one model that there is. */
    static final String CPU_OF_HOST = "host-passthrough";

    private Arm64Defaults() {}

    /** Returns the domain with UEFI and a CPU model; its CPU is there already. */
    static DomainSpec of(DomainSpec domain) {
        return DomainSpecBuilder.builder(domain)
                .cpu(cpu(domain.cpu()))
                .firmware(firmware(domain.firmware()))
                .build();
    }

    private static CPU cpu(CPU cpu) {
        return CPUBuilder.builder(cpu)
                .model(Defaults.stated(cpu.model()).orElse(CPU_OF_HOST))
                .build();
    }

    private static Firmware firmware(Firmware firmwareOrNull) {
        if (firmwareOrNull != null && firmwareOrNull.bootloader() != null) {
            return firmwareOrNull;
        }
        Firmware firmware =
                firmwareOrNull == null ? FirmwareBuilder.builder().build() : firmwareOrNull;
        return FirmwareBuilder.builder(firmware)
                .bootloader(new Bootloader(null, new EFI(null, false)))
                .build();
    }
}
