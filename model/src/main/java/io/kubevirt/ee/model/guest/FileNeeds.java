package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.launcher.VolumePaths;
import io.kubevirt.ee.model.v1.ConfigMapVolumeSource;
import io.kubevirt.ee.model.v1.DownwardAPIVolumeSource;
import io.kubevirt.ee.model.v1.SecretVolumeSource;
import io.kubevirt.ee.model.v1.Volume;
import java.util.Optional;

/** Files that the kubelet brings: where they are, and disks of them. */
final class FileNeeds {

    private static final String LABEL = "cfgdata";

    private FileNeeds() {}

    /** Absent for a volume of another kind. */
    static Optional<DiskNeed> of(Volume volume) {
        return folder(volume)
                .map(folder -> new DiskNeed.Files(volume.name(), folder, label(volume)));
    }

    /** Where the launcher's container has the files; absent for a volume of another kind. */
    static Optional<String> folder(Volume volume) {
        if (volume.serviceAccount() != null) {
            return Optional.of(VolumePaths.SERVICE_ACCOUNT);
        }
        boolean brought =
                volume.configMap() != null
                        || volume.secret() != null
                        || volume.downwardAPI() != null;
        return brought ? Optional.of(VolumePaths.files(volume.name())) : Optional.empty();
    }

    private static String label(Volume volume) {
        return Optional.ofNullable(volume.configMap())
                .map(ConfigMapVolumeSource::volumeLabel)
                .or(() -> Optional.ofNullable(volume.secret()).map(SecretVolumeSource::volumeLabel))
                .or(
                        () ->
                                Optional.ofNullable(volume.downwardAPI())
                                        .map(DownwardAPIVolumeSource::volumeLabel))
                .flatMap(GuestNeeds::stated)
                .orElse(LABEL);
    }
}
