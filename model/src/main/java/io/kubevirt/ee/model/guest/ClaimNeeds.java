package io.kubevirt.ee.model.guest;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.guest.DiskNeed.ClaimDisk;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.launcher.VolumePaths;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.HostDisk;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.Volume;
import io.kubevirt.ee.model.v1.VolumeStatus;
import java.util.Optional;
import java.util.OptionalLong;

/** Disks in claims. What the claims are, the controller wrote into the VMI's status. */
final class ClaimNeeds {

    private static final String STORAGE = "storage";
    private static final String CREATE = "DiskOrCreate";

    private ClaimNeeds() {}

    static ClaimDisk of(VirtualMachineInstance vmi, Volume volume) {
        Optional<PersistentVolumeClaimInfo> claim = told(vmi, volume.name());
        return new ClaimDisk(
                volume.name(),
                claim.filter(Claims::isBlock)
                        .<ClaimPlace>map(
                                block -> new ClaimPlace.Device(VolumePaths.device(volume.name())))
                        .orElseGet(
                                () ->
                                        new ClaimPlace.Claim(
                                                VolumePaths.claim(volume.name()), size(claim))),
                use(vmi, volume),
                disk(vmi, volume).lun() != null);
    }

    /** A disk in a file of the node. */
    static ClaimDisk ofHost(VirtualMachineInstance vmi, Volume volume) {
        HostDisk disk = volume.hostDisk();
        OptionalLong size =
                CREATE.equals(disk.type())
                        ? OptionalLong.of(GuestSize.wholeUnits(disk.capacity()))
                        : OptionalLong.empty();
        return new ClaimDisk(
                volume.name(),
                new ClaimPlace.Host(VolumePaths.claim(volume.name()), disk.path(), size),
                use(vmi, volume));
    }

    private static Optional<PersistentVolumeClaimInfo> told(
            VirtualMachineInstance vmi, String volume) {
        return Optional.ofNullable(vmi.status())
                .map(VirtualMachineInstanceStatus::volumeStatus)
                .flatMap(all -> all.stream().filter(v -> volume.equals(v.name())).findFirst())
                .map(VolumeStatus::persistentVolumeClaimInfo);
    }

    private static OptionalLong size(Optional<PersistentVolumeClaimInfo> claim) {
        Optional<Quantity> capacity =
                claim.map(found -> Absent.map(found.capacity()).get(STORAGE))
                        .or(() -> claim.map(found -> Absent.map(found.requests()).get(STORAGE)));
        return capacity.map(amount -> OptionalLong.of(GuestSize.wholeUnits(amount)))
                .orElseGet(OptionalLong::empty);
    }

    private static ClaimUse use(VirtualMachineInstance vmi, Volume volume) {
        if (volume.ephemeral() != null) {
            return ClaimUse.BELOW_OVERLAY;
        }
        Disk disk = disk(vmi, volume);
        boolean readOnly =
                (volume.persistentVolumeClaim() != null
                                && Absent.flag(volume.persistentVolumeClaim().readOnly()))
                        || disk.cdrom() != null
                        || (disk.disk() != null && Absent.flag(disk.disk().readonly()))
                        || (disk.lun() != null && Absent.flag(disk.lun().readonly()));
        if (readOnly) {
            return ClaimUse.READ;
        }
        return Absent.flag(disk.shareable()) ? ClaimUse.SHARED : ClaimUse.ALONE;
    }

    private static Disk disk(VirtualMachineInstance vmi, Volume volume) {
        return Absent.list(vmi.spec().domain().devices().disks()).stream()
                .filter(d -> volume.name().equals(d.name()))
                .findFirst()
                .orElseThrow();
    }
}
