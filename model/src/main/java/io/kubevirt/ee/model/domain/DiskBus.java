package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.CDRomTarget;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskTarget;
import java.util.Arrays;

/** Where a disk hangs, and how the guest's devices there begin. */
enum DiskBus {
    VIRTIO("virtio", "vd"),
    SATA("sata", "sd"),
    SCSI("scsi", "sd"),
    USB("usb", "sd");

    private final String value;
    private final String devicePrefix;

    DiskBus(String value, String devicePrefix) {
        this.value = value;
        this.devicePrefix = devicePrefix;
    }

    String value() {
        return value;
    }

    String devicePrefix() {
        return devicePrefix;
    }

    /** The bus of a disk; unless stated, a CD-ROM hangs on SATA and a disk on virtio. */
    static DiskBus of(Disk disk) {
        CDRomTarget cdrom = disk.cdrom();
        DiskTarget target = disk.disk();
        String stated = cdrom != null ? cdrom.bus() : target != null ? target.bus() : null;
        if (stated == null || stated.isEmpty()) {
            return cdrom != null ? SATA : VIRTIO;
        }
        return Arrays.stream(values())
                .filter(bus -> bus.value.equals(stated))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "bus " + stated + " got past admission"));
    }
}
