package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Disk;
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

    /**
     * The bus of a disk; unless stated, a CD-ROM hangs on SATA, a LUN on SCSI, others on virtio.
     */
    static DiskBus of(Disk disk) {
        if (disk.cdrom() != null) {
            return stated(disk.cdrom().bus(), SATA);
        }
        if (disk.lun() != null) {
            return stated(disk.lun().bus(), SCSI);
        }
        return stated(disk.disk() == null ? null : disk.disk().bus(), VIRTIO);
    }

    private static DiskBus stated(String stated, DiskBus usual) {
        if (stated == null || stated.isEmpty()) {
            return usual;
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
