package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.DevicePreferences;
import io.kubevirt.ee.model.v1.CDRomTargetBuilder;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskBuilder;
import io.kubevirt.ee.model.v1.DiskTarget;
import io.kubevirt.ee.model.v1.DiskTargetBuilder;
import io.kubevirt.ee.model.v1.LunTargetBuilder;

/** How a guest prefers its disks; a volume that is shown as nothing yet is shown as a hard disk. */
final class DiskTaste {
    private static final String VIRTIO = "virtio";

    private final DevicePreferences taste;

    DiskTaste(DevicePreferences taste) {
        this.taste = taste;
    }

    Disk apply(Disk stated) {
        if (stated.disk() != null || stated.cdrom() == null && stated.lun() == null) {
            return hardDisk(stated);
        }
        if (stated.cdrom() != null) {
            String bus = Stated.or(stated.cdrom().bus(), taste.preferredCdromBus());
            return DiskBuilder.builder(stated)
                    .cdrom(CDRomTargetBuilder.builder(stated.cdrom()).bus(bus).build())
                    .build();
        }
        String bus = Stated.or(stated.lun().bus(), taste.preferredLunBus());
        return DiskBuilder.builder(stated)
                .lun(LunTargetBuilder.builder(stated.lun()).bus(bus).build())
                .build();
    }

    private Disk hardDisk(Disk stated) {
        DiskTarget target =
                stated.disk() == null ? DiskTargetBuilder.builder().build() : stated.disk();
        String bus = Stated.or(target.bus(), taste.preferredDiskBus());
        DiskBuilder disk =
                DiskBuilder.builder(stated)
                        .disk(DiskTargetBuilder.builder(target).bus(bus).build())
                        .blockSize(Stated.or(stated.blockSize(), taste.preferredDiskBlockSize()))
                        .cache(Stated.or(stated.cache(), taste.preferredDiskCache()))
                        .io(Stated.or(stated.io(), taste.preferredDiskIO()));
        if (VIRTIO.equals(bus)) {
            disk.dedicatedIOThread(
                    Stated.or(stated.dedicatedIOThread(), taste.preferredDiskDedicatedIoThread()));
        }
        return disk.build();
    }
}
