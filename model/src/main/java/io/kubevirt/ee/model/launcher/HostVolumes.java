package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.openapi.models.V1HostPathVolumeSource;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubevirt.ee.model.v1.HostDisk;
import io.kubevirt.ee.model.v1.Volume;
import java.util.Optional;

/** Folders of the node with disks in them: where Pod Security forbids them, there is no pod. */
final class HostVolumes {

    private HostVolumes() {}

    static Optional<V1Volume> volume(Volume volume) {
        return Optional.ofNullable(volume.hostDisk())
                .map(
                        disk ->
                                new V1Volume()
                                        .name(volume.name())
                                        .hostPath(
                                                new V1HostPathVolumeSource()
                                                        .path(folder(disk))
                                                        .type(type(disk))));
    }

    static Optional<V1VolumeMount> mount(Volume volume) {
        return Optional.ofNullable(volume.hostDisk())
                .map(
                        disk ->
                                new V1VolumeMount()
                                        .name(volume.name())
                                        .mountPath(VolumePaths.claim(volume.name())));
    }

    private static String folder(HostDisk disk) {
        return disk.path().substring(0, disk.path().lastIndexOf('/'));
    }

    private static String type(HostDisk disk) {
        return "DiskOrCreate".equals(disk.type()) ? "DirectoryOrCreate" : "Directory";
    }
}
