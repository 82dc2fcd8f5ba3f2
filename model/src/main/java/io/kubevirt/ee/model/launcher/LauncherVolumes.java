package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimVolumeSource;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeDevice;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the kubelet brings into the launcher pod for the instance's volumes. */
final class LauncherVolumes {
    private final List<Volume> volumes;
    private final Claims claims;
    private final Optional<String> stateClaim;

    LauncherVolumes(VirtualMachineInstance vmi, Claims claims) {
        this.volumes = Absent.list(vmi.spec().volumes());
        this.claims = claims;
        this.stateClaim = StateClaim.nameFor(vmi);
    }

    List<V1Volume> volumes() {
        return Stream.of(
                        volumes.stream().flatMap(volume -> claim(volume).stream()),
                        volumes.stream().flatMap(volume -> HostVolumes.volume(volume).stream()),
                        files().map(FileVolumes.Brought::volume),
                        stateClaim.stream().map(StateClaim::volume))
                .flatMap(some -> some)
                .toList();
    }

    /** Whether the pod has a volume by the name of this one. */
    static boolean isByItsName(Volume volume) {
        return volume.persistentVolumeClaim() != null
                || volume.dataVolume() != null
                || volume.ephemeral() != null
                || volume.hostDisk() != null
                || FileVolumes.isByItsName(volume);
    }

    private Stream<FileVolumes.Brought> files() {
        return IntStream.range(0, volumes.size())
                .boxed()
                .flatMap(index -> FileVolumes.of(volumes.get(index), index).stream());
    }

    /** The account whose token is to be in the pod. */
    Optional<String> serviceAccount() {
        return FileVolumes.serviceAccount(volumes);
    }

    List<V1VolumeDevice> devices() {
        return ofClaims(true)
                .map(
                        volume ->
                                new V1VolumeDevice()
                                        .name(volume.name())
                                        .devicePath(VolumePaths.device(volume.name())))
                .toList();
    }

    List<V1VolumeMount> mounts() {
        return Stream.of(
                        claimMounts(),
                        volumes.stream().flatMap(volume -> HostVolumes.mount(volume).stream()),
                        files().map(FileVolumes.Brought::mount),
                        stateClaim.stream().map(_ -> StateClaim.mount()))
                .flatMap(some -> some)
                .toList();
    }

    private Stream<V1VolumeMount> claimMounts() {
        return ofClaims(false)
                .map(
                        volume ->
                                new V1VolumeMount()
                                        .name(volume.name())
                                        .mountPath(VolumePaths.claim(volume.name()))
                                        .readOnly(isReadOnly(volume) ? true : null));
    }

    private Stream<Volume> ofClaims(boolean block) {
        return volumes.stream()
                .filter(
                        volume ->
                                Claims.nameIn(volume)
                                        .filter(name -> claims.isBlock(name) == block)
                                        .isPresent());
    }

    private static Optional<V1Volume> claim(Volume volume) {
        return Claims.nameIn(volume)
                .map(
                        name ->
                                new V1Volume()
                                        .name(volume.name())
                                        .persistentVolumeClaim(
                                                new V1PersistentVolumeClaimVolumeSource()
                                                        .claimName(name)
                                                        .readOnly(
                                                                isReadOnly(volume) ? true : null)));
    }

    /** As the user states it; what is below an overlay is read alone, but its mount may be used. */
    private static boolean isReadOnly(Volume volume) {
        if (volume.persistentVolumeClaim() != null) {
            return Absent.flag(volume.persistentVolumeClaim().readOnly());
        }
        return volume.ephemeral() != null
                && Absent.flag(volume.ephemeral().persistentVolumeClaim().getReadOnly());
    }
}
