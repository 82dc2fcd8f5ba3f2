package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.domain.GuestResources.Backing;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.domain.GuestResources.ImageType;
import io.kubevirt.ee.model.guest.ClaimPlace;
import io.kubevirt.ee.model.guest.ClaimUse;
import io.kubevirt.ee.model.guest.DiskNeed.ClaimDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Disks in PersistentVolumeClaims and in files of the node: always raw, as in KubeVirt, so that
 * nothing in them is taken for the name of another file.
 */
final class ClaimDisks {

    private final ClaimUsers users;
    private final HostFolders hostFolders;

    ClaimDisks(GuestDirectories directories, HostFolders hostFolders) {
        users = new ClaimUsers(directories);
        this.hostFolders = hostFolders;
    }

    /** Makes one disk; what is there stays. */
    DiskSource make(GuestDirectory guest, PinnedProcess launcher, ClaimDisk need)
            throws IOException, GuestRefused {
        Path disk = ClaimUsers.path(guest, need.volume(), need.use());
        String what = what(need);
        ImageType type =
                switch (need.place()) {
                    case ClaimPlace.Folder folder -> {
                        if (need.lun()) {
                            throw new GuestRefused(
                                    GuestRefused.Kind.NEVER,
                                    what + ": a lun needs a claim with volumeMode: Block");
                        }
                        if (!MountTable.own().isMountPoint(disk)) {
                            mount(guest, launcher, folder, need, what);
                        }
                        yield ImageType.FILE;
                    }
                    case ClaimPlace.Device device -> {
                        if (!Files.exists(disk)) {
                            node(guest, launcher, device, need, what);
                        }
                        yield ImageType.BLOCK;
                    }
                };
        return need.use() == ClaimUse.BELOW_OVERLAY
                ? overlay(guest, need, new Backing(disk.toString(), type, ImageFormat.RAW))
                : new DiskSource(disk.toString(), type, ImageFormat.RAW, Optional.empty());
    }

    private static String what(ClaimDisk need) {
        String kind =
                switch (need.place()) {
                    case ClaimPlace.Claim claim -> "persistentVolumeClaim";
                    case ClaimPlace.Device device -> "persistentVolumeClaim";
                    case ClaimPlace.Host file -> "hostDisk";
                };
        return "%s of volume \"%s\"".formatted(kind, need.volume());
    }

    private void mount(
            GuestDirectory guest,
            PinnedProcess launcher,
            ClaimPlace.Folder place,
            ClaimDisk need,
            String what)
            throws IOException, GuestRefused {
        if (place instanceof ClaimPlace.Host host) {
            hostFolders.requireWithin(launcher, host, what);
        }
        try (ClaimFile file = ClaimFile.open(launcher, place, need.use(), what)) {
            users.requireFree(guest, DiskIdentity.of(file.file().path()), need.use(), what);
            file.giveTo(guest, need.use());
            Path target = ClaimUsers.path(guest, need.volume(), need.use());
            if (!Files.exists(target)) {
                Files.createFile(target);
            }
            file.mountAt(target, need.use());
        }
    }

    /** A node of the guest's own: the one in the pod belongs to the pod's user. */
    private void node(
            GuestDirectory guest,
            PinnedProcess launcher,
            ClaimPlace.Device place,
            ClaimDisk need,
            String what)
            throws IOException, GuestRefused {
        try (PodRoot root = launcher.root();
                Descriptor device = root.locate(place.path())) {
            DiskIdentity identity = DiskIdentity.of(device.path());
            if (!device.facts().isBlockDevice()) {
                throw new GuestRefused(
                        GuestRefused.Kind.NEVER,
                        "%s: the pod has %s, not a block device"
                                .formatted(what, device.facts().typeInWords()));
            }
            users.requireFree(guest, identity, need.use(), what);
            Path target = ClaimUsers.path(guest, need.volume(), need.use());
            Path unfinished = target.resolveSibling(target.getFileName() + ".new");
            Files.deleteIfExists(unfinished);
            String mode = need.use().readsOnly() ? "0400" : "0600";
            Command.run(
                    List.of(
                            "mknod",
                            "--mode=" + mode,
                            unfinished.toString(),
                            "b",
                            Integer.toString(identity.major()),
                            Integer.toString(identity.minor())));
            Files.setAttribute(unfinished, "unix:uid", guest.uid());
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static DiskSource overlay(GuestDirectory guest, ClaimDisk need, Backing below)
            throws IOException {
        Path overlay = guest.disks().resolve(need.volume() + ".qcow2");
        QemuImages.makeOverlay(guest, overlay, below, size(Path.of(below.path())));
        return new DiskSource(overlay.toString(), ImageFormat.QCOW2, Optional.of(below));
    }

    /** Of a device stat(2) tells no size; a channel asks the device. */
    private static long size(Path disk) throws IOException {
        try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.READ)) {
            return Math.ceilDiv(channel.size(), ImageHeader.SECTOR_BYTES)
                    * ImageHeader.SECTOR_BYTES;
        }
    }
}
