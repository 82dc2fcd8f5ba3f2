package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.launcher.VolumePaths;
import io.kubevirt.ee.model.v1.Volume;
import java.util.Optional;

/** Disks of files that the kubelet brings. */
final class FileNeeds {

    private static final String LABEL = "cfgdata";

    private FileNeeds() {}

    /** Absent for a volume of another kind. */
    static Optional<DiskNeed> of(Volume volume) {
        String name = volume.name();
        if (volume.configMap() != null) {
            return Optional.of(files(name, volume.configMap().volumeLabel()));
        }
        if (volume.secret() != null) {
            return Optional.of(files(name, volume.secret().volumeLabel()));
        }
        if (volume.downwardAPI() != null) {
            return Optional.of(files(name, volume.downwardAPI().volumeLabel()));
        }
        return Optional.ofNullable(volume.serviceAccount())
                .map(account -> new DiskNeed.Files(name, VolumePaths.SERVICE_ACCOUNT, LABEL));
    }

    private static DiskNeed files(String volume, String label) {
        return new DiskNeed.Files(
                volume, VolumePaths.files(volume), GuestNeeds.stated(label).orElse(LABEL));
    }
}
