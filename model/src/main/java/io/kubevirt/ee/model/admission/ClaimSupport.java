package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.Optional;

/** What must be stated of disks in claims. */
final class ClaimSupport {
    private ClaimSupport() {}

    static void check(GuestSpec spec, Findings findings) {
        List<Volume> volumes = spec.volumes();
        for (int i = 0; i < volumes.size(); i++) {
            volume(volumes.get(i), "volumes[" + i + "]", findings);
        }
        List<Disk> disks = spec.disks();
        for (int i = 0; i < disks.size(); i++) {
            String path = "domain.devices.disks[" + i + "]";
            if (Absent.flag(disks.get(i).shareable())) {
                shareable(spec, disks.get(i), path, findings);
            }
            if (disks.get(i).lun() != null) {
                lun(disks.get(i), path, findings);
            }
        }
    }

    private static void volume(Volume volume, String path, Findings findings) {
        if (Claims.nameIn(volume).filter(Text::isDnsSubdomain).isPresent()) {
            return;
        }
        field(volume)
                .ifPresent(
                        field ->
                                findings.required(
                                        path + field,
                                        "must be the name of a PersistentVolumeClaim"));
    }

    /** Where a claim's name stands. That a DataVolume must have one {@link VolumeRule} says. */
    private static Optional<String> field(Volume volume) {
        if (volume.persistentVolumeClaim() != null) {
            return Optional.of(".persistentVolumeClaim.claimName");
        }
        if (volume.ephemeral() != null) {
            return Optional.of(".ephemeral.persistentVolumeClaim.claimName");
        }
        return Optional.ofNullable(volume.dataVolume())
                .filter(data -> Text.isPresent(data.name()))
                .map(_ -> ".dataVolume.name");
    }

    /** KubeVirt leaves the one out, and fails on the other when the guest starts. */
    private static void lun(Disk disk, String path, Findings findings) {
        if (Text.isPresent(disk.serial())) {
            findings.notSupported(path + ".serial", "is the device's own on a lun");
        }
        if (disk.blockSize() != null
                && (disk.blockSize().custom() != null || disk.blockSize().matchVolume() != null)) {
            findings.notSupported(path + ".blockSize", "is the device's own on a lun");
        }
    }

    private static void shareable(GuestSpec spec, Disk disk, String path, Findings findings) {
        boolean claim =
                Optional.ofNullable(disk.name())
                        .flatMap(spec::volume)
                        .filter(FeatureGateRule::isClaim)
                        .isPresent();
        if (!claim) {
            findings.notSupported(
                    path + ".shareable", "needs a persistentVolumeClaim or dataVolume");
        }
        if (Text.isPresent(disk.cache()) && !"none".equals(disk.cache())) {
            findings.required(path + ".cache", "must be none for a disk that is shareable");
        }
    }
}
