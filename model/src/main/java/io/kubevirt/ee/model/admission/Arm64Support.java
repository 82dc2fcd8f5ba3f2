package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.EFI;
import io.kubevirt.ee.model.v1.FeatureKVM;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.PanicDevice;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the board of arm64 lacks and KubeVirt lets pass: there libvirt or qemu refuses it once the
 * guest is on a node.
 */
final class Arm64Support {
    /** What QEMU's board takes; amd64's takes more. */
    private static final int MOST_VCPUS = 512;

    private static final String NONE = "is not there on arm64";

    /** A feature of amd64's processors and boards, and its name in the API. */
    private record OfAmd64(String name, Function<Features, ?> feature) {}

    private static final List<OfAmd64> FEATURES =
            List.of(
                    new OfAmd64("hyperv", Features::hyperv),
                    new OfAmd64("hypervPassthrough", Features::hypervPassthrough),
                    new OfAmd64("kvm.hidden", Arm64Support::hidden),
                    new OfAmd64("pvspinlock", Features::pvspinlock),
                    new OfAmd64("smm", Features::smm));

    private Arm64Support() {}

    static void check(GuestSpec spec, Findings findings) {
        if (!spec.isArm64()) {
            return;
        }
        for (OfAmd64 one : FEATURES) {
            refuse(
                    Optional.ofNullable(spec.domain().features()).map(one.feature()),
                    "domain.features." + one.name(),
                    findings);
        }
        refuse(spec.firmware().map(Firmware::acpi), "domain.firmware.acpi", findings);
        spec.cpu().ifPresent(cpu -> processors(cpu, findings));
        if (spec.firmware()
                .map(Firmware::bootloader)
                .map(Bootloader::efi)
                .map(EFI::persistent)
                .filter(Absent::flag)
                .isPresent()) {
            findings.notSupported(
                    "domain.firmware.bootloader.efi.persistent",
                    NONE
                            + ": its variables are larger than the claim that a machine keeps them in");
        }
        List<PanicDevice> panics = Absent.list(spec.devices().panicDevices());
        for (int i = 0; i < panics.size(); i++) {
            findings.notSupported("domain.devices.panicDevices[" + i + "]", NONE);
        }
    }

    /** KVM that is not hidden is as it is. */
    private static Boolean hidden(Features features) {
        return Optional.ofNullable(features.kvm())
                .map(FeatureKVM::hidden)
                .filter(Absent::flag)
                .orElse(null);
    }

    private static void processors(CPU cpu, Findings findings) {
        if (CpuRule.factor(cpu.cores())
                        * CpuRule.factor(cpu.sockets())
                        * CpuRule.factor(cpu.threads())
                > MOST_VCPUS) {
            findings.notSupported(
                    "domain.cpu", "must make " + MOST_VCPUS + " processors or fewer on arm64");
        }
    }

    private static void refuse(Optional<?> stated, String path, Findings findings) {
        if (stated.isPresent()) {
            findings.notSupported(path, NONE);
        }
    }
}
