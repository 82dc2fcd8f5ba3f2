package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.domain.GuestResources.Backing;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.domain.GuestResources.KernelFiles;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.KernelBootNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the images of one guest ready. Every step finds its work done and leaves it. */
final class GuestDisks {

    private static final Pattern VOLUME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private final PodContainers containers;
    private final ClaimDisks claims;

    GuestDisks(PodContainers containers, ClaimDisks claims) {
        this.containers = containers;
        this.claims = claims;
    }

    /** Makes one disk. */
    DiskSource make(GuestDirectory guest, String podUid, PinnedProcess launcher, DiskNeed need)
            throws IOException, GuestRefused {
        if (!VOLUME.matcher(need.volume()).matches()) {
            throw never("volume \"%s\": the name is not a DNS label".formatted(need.volume()));
        }
        return switch (need) {
            case DiskNeed.ContainerDisk disk -> containerDisk(guest, podUid, disk);
            case DiskNeed.ClaimDisk disk -> claims.make(guest, launcher, disk);
            case DiskNeed.EmptyDisk disk -> emptyDisk(guest, disk);
            case DiskNeed.CloudInit seed -> CloudInitSeed.make(guest, launcher, seed);
            case DiskNeed.Files files -> files(guest, launcher, files);
            case DiskNeed.Metrics metrics ->
                    new DiskSource(
                            NodeGuestMetrics.make(guest, metrics.volume()).toString(),
                            ImageFormat.RAW,
                            Optional.empty());
        };
    }

    /** Mounts kernel and initrd. */
    KernelFiles makeKernelBoot(GuestDirectory guest, String podUid, KernelBootNeed need)
            throws IOException, GuestRefused {
        return new KernelFiles(
                bootFile(guest, podUid, "kernel", need.kernelPath()),
                bootFile(guest, podUid, "initrd", need.initrdPath()));
    }

    private DiskSource containerDisk(
            GuestDirectory guest, String podUid, DiskNeed.ContainerDisk disk)
            throws IOException, GuestRefused {
        Path base = guest.disks().resolve(disk.volume() + ".base");
        String what = "containerDisk \"%s\"".formatted(disk.volume());
        if (!MountTable.own().isMountPoint(base)) {
            mountBase(base, podUid, disk, what);
        }
        ImageHeader.Usable image = requireUsable(PodFile.header(base), what);
        Backing backing = new Backing(base.toString(), image.format());
        Path overlay = guest.disks().resolve(disk.volume() + ".qcow2");
        QemuImages.makeOverlay(guest, overlay, backing, image.virtualSizeBytes());
        return new DiskSource(overlay.toString(), ImageFormat.QCOW2, Optional.of(backing));
    }

    private void mountBase(Path base, String podUid, DiskNeed.ContainerDisk disk, String what)
            throws IOException, GuestRefused {
        try (PinnedProcess sleeper = containers.sleeper(podUid, disk.volume())) {
            String path =
                    disk.path().isPresent() ? disk.path().get() : PodFile.onlyDisk(sleeper, what);
            try (PodFile image = PodFile.open(sleeper, path, what)) {
                ImageHeader.Usable header = requireUsable(image.header(), what);
                // Only raw bytes name no other file, whatever is written into them later.
                if (header.format() == ImageFormat.QCOW2 && !image.unchangeable()) {
                    throw never(
                            what
                                    + ": the pod can write to its qcow2 image; its container needs"
                                    + " readOnlyRootFilesystem: true");
                }
                mount(image, base);
            }
        }
    }

    private static DiskSource emptyDisk(GuestDirectory guest, DiskNeed.EmptyDisk disk)
            throws IOException {
        Path image = guest.disks().resolve(disk.volume() + ".qcow2");
        QemuImages.makeEmpty(guest, image, disk.capacityBytes());
        return new DiskSource(image.toString(), ImageFormat.QCOW2, Optional.empty());
    }

    private static DiskSource files(
            GuestDirectory guest, PinnedProcess launcher, DiskNeed.Files need)
            throws IOException, GuestRefused {
        Path image = IsoImage.path(guest, need.volume());
        if (!Files.exists(image)) {
            String what = "volume \"%s\"".formatted(need.volume());
            IsoImage.make(
                    guest, image, need.label(), PodFolder.read(launcher, need.folder(), what));
        }
        return IsoImage.source(image);
    }

    private Optional<String> bootFile(
            GuestDirectory guest, String podUid, String name, Optional<String> path)
            throws IOException, GuestRefused {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Path target = guest.boot().resolve(name);
        if (!MountTable.own().isMountPoint(target)) {
            String what = "kernelBoot " + name;
            try (PinnedProcess sleeper = containers.sleeper(podUid, PodContainers.KERNEL_BOOT);
                    PodFile file = PodFile.open(sleeper, path.get(), what)) {
                mount(file, target);
            }
        }
        return Optional.of(target.toString());
    }

    private static void mount(PodFile file, Path target) throws IOException {
        if (!Files.exists(target)) {
            Files.createFile(target);
        }
        file.mountAt(target);
    }

    private static ImageHeader.Usable requireUsable(ImageHeader header, String what)
            throws GuestRefused {
        return switch (header) {
            case ImageHeader.Usable usable -> usable;
            case ImageHeader.Refused refused ->
                    throw never("%s: the image %s".formatted(what, refused.why()));
        };
    }

    private static GuestRefused never(String message) {
        return new GuestRefused(GuestRefused.Kind.NEVER, message);
    }
}
