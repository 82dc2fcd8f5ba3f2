package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Disks: their names, the volumes behind them, their targets and how they are cached. */
final class DiskRule implements Rule {
    private static final int LONGEST_SERIAL = 256;
    private static final Set<String> CACHES = Set.of("none", "writethrough", "writeback");
    private static final Set<String> IO_MODES = Set.of("native", "threads");
    private static final Set<String> ERROR_POLICIES =
            Set.of("stop", "ignore", "report", "enospace");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        Map<String, Integer> seen = new HashMap<>();
        List<Disk> disks = spec.disks();
        for (int i = 0; i < disks.size(); i++) {
            Disk disk = disks.get(i);
            String path = "domain.devices.disks[" + i + "]";
            name(disk, path, seen.putIfAbsent(disk.name(), i), findings);
            volume(spec, disk, path, findings);
            targets(disk, path, findings);
            serial(disk, path, findings);
            modes(disk, path, findings);
        }
    }

    private static void name(Disk disk, String path, Integer otherOrNull, Findings findings) {
        if (disk.name() == null || !Text.isDnsLabel(disk.name())) {
            findings.invalid(path + ".name", "must be a DNS label");
        }
        if (otherOrNull != null) {
            findings.invalid(path + ".name", "is the name of disk " + otherOrNull + " too");
        }
    }

    private static void volume(GuestSpec spec, Disk disk, String path, Findings findings) {
        Optional<Volume> volume = Optional.ofNullable(disk.name()).flatMap(spec::volume);
        if (volume.isEmpty()) {
            findings.invalid(path + ".name", "is the name of no volume");
            return;
        }
        boolean claim =
                volume.get().persistentVolumeClaim() != null || volume.get().dataVolume() != null;
        if (disk.lun() != null && !claim) {
            findings.invalid(path + ".lun", "needs a persistentVolumeClaim or dataVolume");
        }
    }

    private static void targets(Disk disk, String path, Findings findings) {
        int targets =
                (disk.disk() == null ? 0 : 1)
                        + (disk.cdrom() == null ? 0 : 1)
                        + (disk.lun() == null ? 0 : 1);
        if (targets > 1) {
            findings.invalid(path, "must be one of disk, cdrom and lun");
        }
        if (disk.disk() != null) {
            bus(path + ".disk.bus", disk.disk().bus(), findings);
            if ("sata".equals(disk.disk().bus()) && Absent.flag(disk.disk().readonly())) {
                findings.invalid(path + ".disk.bus", "cannot be sata for a read-only disk");
            }
            pciAddress(disk, path, findings);
        }
        if (disk.cdrom() != null) {
            bus(path + ".cdrom.bus", disk.cdrom().bus(), findings);
            if ("virtio".equals(disk.cdrom().bus())) {
                findings.invalid(path + ".cdrom.bus", "cannot be virtio for a CD-ROM");
            }
        }
        if (disk.lun() != null) {
            bus(path + ".lun.bus", disk.lun().bus(), findings);
        }
    }

    private static void bus(String path, String busOrNull, Findings findings) {
        if (Text.isPresent(busOrNull)
                && !Set.of("virtio", "sata", "scsi", "usb").contains(busOrNull)) {
            findings.invalid(path, "must be virtio, sata, scsi or usb");
        }
    }

    private static void pciAddress(Disk disk, String path, Findings findings) {
        String address = disk.disk().pciAddress();
        if (Text.isAbsent(address)) {
            return;
        }
        if (!"virtio".equals(disk.disk().bus())) {
            findings.invalid(path + ".disk.pciAddress", "needs the virtio bus");
        }
        if (!Text.isPciAddress(address)) {
            findings.invalid(path + ".disk.pciAddress", "must look like 0000:01:00.0");
        }
    }

    private static void serial(Disk disk, String path, Findings findings) {
        if (Text.isAbsent(disk.serial())) {
            return;
        }
        if (!Text.isSerial(disk.serial())) {
            findings.invalid(path + ".serial", "may hold letters, digits and _.+- only");
        }
        if (disk.serial().length() > LONGEST_SERIAL) {
            findings.invalid(path + ".serial", "must have 256 characters or fewer");
        }
    }

    private static void modes(Disk disk, String path, Findings findings) {
        if (Text.isPresent(disk.cache()) && !CACHES.contains(disk.cache())) {
            findings.invalid(path + ".cache", "must be none, writethrough or writeback");
        }
        if (Text.isPresent(disk.io()) && !IO_MODES.contains(disk.io())) {
            findings.notSupported(path + ".io", "must be native or threads");
        }
        if (Text.isPresent(disk.errorPolicy()) && !ERROR_POLICIES.contains(disk.errorPolicy())) {
            findings.invalid(path + ".errorPolicy", "must be stop, ignore, report or enospace");
        }
    }
}
