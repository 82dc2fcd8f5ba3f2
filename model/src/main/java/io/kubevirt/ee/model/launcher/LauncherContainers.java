package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.openapi.models.V1Capabilities;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1EmptyDirVolumeSource;
import io.kubernetes.client.openapi.models.V1SecretVolumeSource;
import io.kubernetes.client.openapi.models.V1SecurityContext;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubevirt.ee.model.access.AccessSecrets;
import io.kubevirt.ee.model.domain.SerialLog;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.ContainerDiskSource;
import io.kubevirt.ee.model.v1.KernelBootContainer;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The containers of a launcher pod, and what they share. */
final class LauncherContainers {
    /** The container whose cgroups hold qemu. */
    static final String COMPUTE = "compute";

    /** Names of the pod's own volumes; the instance's have theirs. */
    static final String SHARED = "launcher";

    private static final String SHARED_PATH = "/var/run/kubevirt";
    static final String BINARY = "container-disk-binary";
    private static final String BINARY_DIRECTORY = "/var/run/kubevirt-ee-bin";
    private static final String BINARY_PATH = BINARY_DIRECTORY + "/container-disk";
    private static final String BINARY_IN_IMAGE = "/usr/local/bin/container-disk";
    private static final String KERNEL_BOOT = "kernel-boot";

    private final VirtualMachineInstance vmi;
    private final LauncherSettings settings;
    private final LauncherVolumes brought;

    LauncherContainers(VirtualMachineInstance vmi, LauncherSettings settings, Claims claims) {
        this.vmi = vmi;
        this.settings = settings;
        this.brought = new LauncherVolumes(vmi, claims);
    }

    /** The placeholder. Its arguments tell the agent, by way of /proc, whose it is. */
    V1Container compute() {
        return new V1Container()
                .name(COMPUTE)
                .image(settings.image())
                .imagePullPolicy(settings.imagePullPolicy())
                .args(
                        List.of(
                                "--vmi-name",
                                vmi.metadata().getName(),
                                "--vmi-namespace",
                                vmi.metadata().getNamespace(),
                                "--vmi-uid",
                                vmi.metadata().getUid()))
                .resources(PodResources.compute(vmi.spec(), settings.emulation()))
                .securityContext(confined())
                .volumeMounts(mounts())
                .volumeDevices(brought.devices());
    }

    private List<V1VolumeMount> mounts() {
        List<V1VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount(SHARED, SHARED_PATH, false));
        if (logsSerialConsole()) {
            mounts.add(serialLogMount());
        }
        mounts.addAll(brought.mounts());
        AccessSecrets secrets = AccessSecrets.of(vmi.spec());
        secrets.names()
                .forEach(
                        name ->
                                mounts.add(
                                        mount(
                                                secrets.volume(name),
                                                secrets.directory(name),
                                                true)));
        return mounts;
    }

    /** What runs before the guest's container: to its end, or beside it. */
    List<V1Container> init() {
        List<V1Container> init = new ArrayList<>();
        if (!images().isEmpty()) {
            init.add(copyBinary());
        }
        if (logsSerialConsole()) {
            init.add(
                    SerialLogContainer.of(settings)
                            .resources(PodResources.sleeper(vmi.spec().domain()))
                            .securityContext(confined())
                            .addVolumeMountsItem(serialLogMount()));
        }
        return init;
    }

    private boolean logsSerialConsole() {
        return SerialLog.isWanted(vmi.spec().domain());
    }

    private static V1VolumeMount serialLogMount() {
        return mount(SerialLogContainer.VOLUME, VolumePaths.SERIAL_LOG_FOLDER, false);
    }

    /** Puts the sleeper where images that have nothing to run find it. */
    private V1Container copyBinary() {
        return new V1Container()
                .name(BINARY)
                .image(settings.image())
                .imagePullPolicy(settings.imagePullPolicy())
                .command(List.of(BINARY_IN_IMAGE))
                .args(List.of("--copy-to", BINARY_PATH))
                .resources(PodResources.sleeper(vmi.spec().domain()))
                .securityContext(confined())
                .addVolumeMountsItem(mount(BINARY, BINARY_DIRECTORY, false));
    }

    /** The account whose token is to be in the pod. */
    Optional<String> serviceAccount() {
        return brought.serviceAccount();
    }

    /** One container for each image that holds a disk, or kernel and initrd. */
    List<V1Container> images() {
        List<V1Container> images = new ArrayList<>();
        kernel().ifPresent(
                        kernel ->
                                images.add(
                                        sleeper(
                                                KERNEL_BOOT,
                                                KERNEL_BOOT,
                                                kernel.image(),
                                                kernel.imagePullPolicy())));
        for (Volume volume : Absent.list(vmi.spec().volumes())) {
            ContainerDiskSource disk = volume.containerDisk();
            if (disk != null) {
                images.add(
                        sleeper(
                                "volume" + volume.name(),
                                volume.name(),
                                disk.image(),
                                disk.imagePullPolicy()));
            }
        }
        return images;
    }

    List<V1Volume> volumes() {
        List<V1Volume> volumes = new ArrayList<>();
        volumes.add(new V1Volume().name(SHARED).emptyDir(new V1EmptyDirVolumeSource()));
        AccessSecrets secrets = AccessSecrets.of(vmi.spec());
        secrets.names()
                .forEach(
                        name ->
                                volumes.add(
                                        new V1Volume()
                                                .name(secrets.volume(name))
                                                .secret(
                                                        new V1SecretVolumeSource()
                                                                .secretName(name))));
        if (!images().isEmpty()) {
            volumes.add(new V1Volume().name(BINARY).emptyDir(new V1EmptyDirVolumeSource()));
        }
        if (logsSerialConsole()) {
            volumes.add(SerialLogContainer.volume());
        }
        volumes.addAll(brought.volumes());
        return volumes;
    }

    /**
     * Names of the Secrets that the images are pulled with, the launcher's own first, each once.
     */
    List<String> pullSecrets() {
        Stream<String> ofDisks =
                Absent.list(vmi.spec().volumes()).stream()
                        .map(Volume::containerDisk)
                        .filter(Objects::nonNull)
                        .map(ContainerDiskSource::imagePullSecret);
        Stream<String> ofKernel = kernel().stream().map(KernelBootContainer::imagePullSecret);
        return Stream.of(settings.imagePullSecrets().stream(), ofKernel, ofDisks)
                .flatMap(Function.identity())
                .filter(name -> name != null && !name.isEmpty())
                .distinct()
                .toList();
    }

    private Optional<KernelBootContainer> kernel() {
        return Optional.ofNullable(vmi.spec().domain().firmware())
                .map(firmware -> firmware.kernelBoot())
                .map(boot -> boot.container());
    }

    private V1Container sleeper(String name, String volume, String image, String pullPolicy) {
        return new V1Container()
                .name(name)
                .image(image)
                .imagePullPolicy(pullPolicy == null || pullPolicy.isEmpty() ? null : pullPolicy)
                .command(List.of(BINARY_PATH))
                .args(List.of("--volume", volume))
                .resources(PodResources.sleeper(vmi.spec().domain()))
                .securityContext(confined())
                .addVolumeMountsItem(mount(BINARY, BINARY_DIRECTORY, true));
    }

    private static V1SecurityContext confined() {
        return new V1SecurityContext()
                .allowPrivilegeEscalation(false)
                .readOnlyRootFilesystem(true)
                .capabilities(new V1Capabilities().addDropItem("ALL"));
    }

    private static V1VolumeMount mount(String name, String path, boolean readOnly) {
        return new V1VolumeMount().name(name).mountPath(path).readOnly(readOnly ? true : null);
    }
}
