package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.GuestResources.Backing;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.BlockSize;
import io.kubevirt.ee.model.v1.CDRomTarget;
import io.kubevirt.ee.model.v1.CustomBlockSize;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskTarget;
import io.kubevirt.ee.model.v1.LunTarget;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Disks and CD-ROMs. Formats are stated down to the last image of a chain: nothing is probed. */
final class DisksPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        Map<String, String> targets = DiskTargets.of(request.vmi());
        BootOrder bootOrder = BootOrder.of(request.devices());
        IoThreads threads = IoThreads.of(request.vmi().spec().domain());
        return Absent.list(request.devices().disks()).stream()
                .map(
                        disk ->
                                element(request, disk, threads, targets.get(disk.name()))
                                        .withChild(bootOrder.of(disk)))
                .toList();
    }

    private static DiskSource source(DomainRequest request, Disk disk) {
        return Optional.ofNullable(request.resources().disks().get(disk.name()))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "disk " + disk.name() + " was not made ready"));
    }

    private static Volume volume(DomainRequest request, Disk disk) {
        return Absent.list(request.vmi().spec().volumes()).stream()
                .filter(volume -> volume.name().equals(disk.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Element element(
            DomainRequest request, Disk disk, IoThreads threads, String target) {
        DiskSource source = source(request, disk);
        return Element.of("disk")
                .with("type", ImageSource.word(source.type()))
                .with("device", device(disk))
                .with("model", request.virtioModel().filter(_ -> isVirtio(disk)))
                .with(
                        driver(disk, source.format())
                                .with("queues", queues(request, disk))
                                .with("iothread", threads.of(disk)),
                        ImageSource.element(source.path(), source.type()),
                        backing(source.backing()))
                .withChild(blockSize(disk, source))
                .with(target(disk, target))
                .withChild(
                        Optional.ofNullable(disk.serial())
                                .filter(serial -> !serial.isEmpty())
                                .map(serial -> Element.text("serial", serial)))
                .withChild(flag("readonly", isReadOnly(disk, volume(request, disk))))
                .withChild(flag("shareable", isShareable(disk)))
                .withChild(DeviceTags.address(request.domain(), disk).flatMap(PciAddress::element))
                .with(Element.of("alias").with("name", "ua-" + disk.name()));
    }

    /** Of a LUN the guest's commands reach the device itself. */
    private static String device(Disk disk) {
        return disk.cdrom() != null ? "cdrom" : disk.lun() != null ? "lun" : "disk";
    }

    private static boolean isVirtio(Disk disk) {
        return DiskBus.of(disk) == DiskBus.VIRTIO;
    }

    /** A queue for each CPU, where that is asked for. */
    private static Optional<Integer> queues(DomainRequest request, Disk disk) {
        return Absent.flag(request.devices().blockMultiQueue()) && isVirtio(disk)
                ? Optional.of(GuestSize.vcpus(GuestSize.topology(request.domain())))
                : Optional.empty();
    }

    private static Element driver(Disk disk, ImageFormat format) {
        return Element.of("driver")
                .with("name", "qemu")
                .with("type", text(format))
                .with("cache", cache(disk))
                .with("error_policy", stated(disk.errorPolicy()).orElse("stop"))
                .with("io", stated(disk.io()))
                .with("discard", "unmap");
    }

    /** What several guests write to, none of them may keep in the node's cache. */
    private static Optional<String> cache(Disk disk) {
        return stated(disk.cache())
                .or(() -> isShareable(disk) ? Optional.of("none") : Optional.empty());
    }

    /** An empty element ends the chain; without it libvirt would look into the image. */
    private static Element backing(Optional<Backing> backing) {
        Element end = Element.of("backingStore");
        return backing.map(
                        below ->
                                end.with("type", ImageSource.word(below.type()))
                                        .with(
                                                Element.of("format")
                                                        .with("type", text(below.format())),
                                                ImageSource.element(below.path(), below.type()),
                                                end))
                .orElse(end);
    }

    private static Element target(Disk disk, String device) {
        Element target =
                Element.of("target").with("dev", device).with("bus", DiskBus.of(disk).value());
        return target.with("tray", Optional.ofNullable(disk.cdrom()).map(CDRomTarget::tray));
    }

    private static Optional<Element> blockSize(Disk disk, DiskSource source) {
        Optional<CustomBlockSize> custom =
                Optional.ofNullable(disk.blockSize()).map(BlockSize::custom);
        return custom.map(
                        size ->
                                blockSize(size.logical(), size.physical())
                                        .with(
                                                "discard_granularity",
                                                Optional.ofNullable(size.discardGranularity())))
                .or(
                        () ->
                                source.blocks()
                                        .map(
                                                size ->
                                                        blockSize(
                                                                size.logicalBytes(),
                                                                size.physicalBytes())));
    }

    private static Element blockSize(Object logical, Object physical) {
        return Element.of("blockio")
                .with("logical_block_size", logical)
                .with("physical_block_size", physical);
    }

    private static boolean isReadOnly(Disk disk, Volume volume) {
        boolean claim =
                volume.persistentVolumeClaim() != null
                        && Absent.flag(volume.persistentVolumeClaim().readOnly());
        return claim
                || volume.downwardMetrics() != null
                || disk.cdrom() != null
                || Optional.ofNullable(disk.disk()).map(DiskTarget::readonly).orElse(false)
                || Optional.ofNullable(disk.lun()).map(LunTarget::readonly).orElse(false);
    }

    private static boolean isShareable(Disk disk) {
        return Absent.flag(disk.shareable());
    }

    private static Optional<Element> flag(String name, boolean set) {
        return set ? Optional.of(Element.of(name)) : Optional.empty();
    }

    private static Optional<String> stated(String value) {
        return Optional.ofNullable(value).filter(v -> !v.isEmpty());
    }

    private static String text(ImageFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
