package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.CDRomTarget;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskTarget;
import io.kubevirt.ee.model.v1.EFI;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.LunTarget;
import io.kubevirt.ee.model.v1.VideoDevice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What KubeVirt refuses of a guest of arm64; more than that: {@link Arm64Support}. */
final class Arm64Rule implements Rule {
    private static final Set<String> BUSES = Set.of("virtio", "scsi");
    private static final Set<String> SCREENS = Set.of("virtio", "ramfb");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        if (!spec.isArm64()) {
            return;
        }
        spec.firmware()
                .map(Firmware::bootloader)
                .ifPresent(
                        loader -> {
                            if (loader.bios() != null) {
                                findings.notSupported(
                                        "domain.firmware.bootloader.bios",
                                        "does not boot arm64: use efi");
                            }
                            Optional.ofNullable(loader.efi()).ifPresent(efi -> efi(efi, findings));
                        });
        Optional<String> model = spec.cpu().map(CPU::model).filter(Text::isPresent);
        if (model.isPresent() && !model.get().equals(Arm64Defaults.CPU_OF_HOST)) {
            findings.notSupported(
                    "domain.cpu.model", "must be " + Arm64Defaults.CPU_OF_HOST + " on arm64");
        }
        disks(spec.disks(), findings);
        devices(spec.devices(), findings);
    }

    private static void efi(EFI efi, Findings findings) {
        if (!Boolean.FALSE.equals(efi.secureBoot())) {
            // KubeVirt writes the field's name like this.
            findings.notSupported(
                    "domain.firmware.bootloader.efi.secureboot", "must be false on arm64");
        }
    }

    private static void disks(List<Disk> disks, Findings findings) {
        for (int i = 0; i < disks.size(); i++) {
            Disk disk = disks.get(i);
            bus(i, "disk", Optional.ofNullable(disk.disk()).map(DiskTarget::bus), findings);
            bus(i, "cdrom", Optional.ofNullable(disk.cdrom()).map(CDRomTarget::bus), findings);
            bus(i, "lun", Optional.ofNullable(disk.lun()).map(LunTarget::bus), findings);
        }
    }

    private static void bus(int disk, String target, Optional<String> bus, Findings findings) {
        if (bus.filter(Text::isPresent).filter(stated -> !BUSES.contains(stated)).isPresent()) {
            findings.notSupported(
                    "domain.devices.disks[" + disk + "]." + target + ".bus",
                    "must be virtio or scsi on arm64");
        }
    }

    private static void devices(Devices devices, Findings findings) {
        if (devices.watchdog() != null) {
            findings.notSupported("domain.devices.watchdog", "is not there on arm64");
        }
        if (devices.sound() != null) {
            findings.notSupported("domain.devices.sound", "is not there on arm64");
        }
        Optional<String> screen = Optional.ofNullable(devices.video()).map(VideoDevice::type);
        if (screen.filter(Text::isPresent)
                .filter(stated -> !SCREENS.contains(stated))
                .isPresent()) {
            findings.notSupported("domain.devices.video.type", "must be virtio or ramfb on arm64");
        }
    }
}
