package io.kubevirt.ee.model.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * What a node has made ready for one guest, as far as the domain XML names it. All paths are
 * absolute and the same for the agent and for libvirtd.
 *
 * @param uid the guest's own user id; the group is 107 for all guests
 * @param disks by the name of the VMI's volume
 * @param taps by the name of the VMI's interface
 * @param kernelBoot present when the VMI boots a kernel directly
 * @param serialSocket where libvirtd, for qemu, binds the serial console's unix socket
 * @param state files of the machine's own memory
 * @param filesystems the sockets where folders are served, by the name of the VMI's filesystem
 * @param passt the sockets where passt answers, by the name of the VMI's interface
 * @param acpiTables files of the tables that the guest finds as its user made them
 */
@RecordBuilder
public record GuestResources(
        int uid,
        Map<String, DiskSource> disks,
        Map<String, TapSource> taps,
        Optional<KernelFiles> kernelBoot,
        String serialSocket,
        StateFiles state,
        Map<String, String> filesystems,
        Map<String, String> passt,
        Map<AcpiTable, String> acpiTables)
        implements GuestResourcesBuilder.With {

    /** The name of the figures' socket, beside the console's. */
    public static final String METRICS_SOCKET = "metrics.sock";

    /** How many USB devices clients can hand to a guest at a time: as many as in KubeVirt. */
    public static final int USB_SLOTS = 4;

    /** Copies the maps. */
    public GuestResources {
        disks = Map.copyOf(disks);
        taps = Map.copyOf(taps);
        filesystems = Map.copyOf(filesystems);
        passt = Map.copyOf(passt);
        acpiTables = Map.copyOf(acpiTables);
    }

    /** Of a guest that has nothing else. */
    public static GuestResources bare(int uid, String serialSocket, StateFiles state) {
        return new GuestResources(
                uid,
                Map.of(),
                Map.of(),
                Optional.empty(),
                serialSocket,
                state,
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The file to which qemu appends what the guest says on its serial console, if asked to. */
    public String serialLog() {
        return serialSocket + ".log";
    }

    /** Where libvirtd, for qemu, binds the socket of the channel on which figures are asked for. */
    public String metricsSocket() {
        return besideConsole(METRICS_SOCKET);
    }

    /** Where libvirtd, for qemu, binds the socket of a slot for a client's USB device. */
    public String usbSocket(int slot) {
        return besideConsole(usbSocketName(slot));
    }

    /** The name of a slot's socket, beside the console's. */
    public static String usbSocketName(int slot) {
        return "usb%d.sock".formatted(slot);
    }

    private String besideConsole(String name) {
        return serialSocket.substring(0, serialSocket.lastIndexOf('/') + 1) + name;
    }

    /** The format of an image, stated by whoever made or examined it; qemu never probes. */
    public enum ImageFormat {
        RAW,
        QCOW2
    }

    /** What an image is to the kernel. */
    public enum ImageType {
        FILE,
        BLOCK
    }

    /**
     * An image that qemu opens.
     *
     * @param backing the read-only image below an overlay; absent: the image stands alone
     * @param blocks what the guest shall be told of what the image is on
     */
    public record DiskSource(
            String path,
            ImageType type,
            ImageFormat format,
            Optional<Backing> backing,
            Optional<BlockSizes> blocks) {

        /** An image of which the guest is told nothing. */
        public DiskSource(
                String path, ImageType type, ImageFormat format, Optional<Backing> backing) {
            this(path, type, format, backing, Optional.empty());
        }

        /** An image in a file. */
        public DiskSource(String path, ImageFormat format, Optional<Backing> backing) {
            this(path, ImageType.FILE, format, backing);
        }

        /** The same, of which the guest is told this. */
        public DiskSource with(BlockSizes told) {
            return new DiskSource(path, type, format, backing, Optional.of(told));
        }
    }

    /** The units in which a disk is addressed, and in which it is written without being read. */
    public record BlockSizes(int logicalBytes, int physicalBytes) {}

    /** The read-only image below an overlay; it has no backing file of its own. */
    public record Backing(String path, ImageType type, ImageFormat format) {

        /** An image in a file. */
        public Backing(String path, ImageFormat format) {
            this(path, ImageType.FILE, format);
        }
    }

    /**
     * A persistent tap in the host's network namespace, owned by the guest's uid.
     *
     * @param mac that the guest takes over from its pod
     */
    public record TapSource(String device, int mtuBytes, Optional<String> mac) {

        /** Of a guest with an address of its own. */
        public TapSource(String device, int mtuBytes) {
            this(device, mtuBytes, Optional.empty());
        }
    }

    /**
     * What the machine itself remembers.
     *
     * @param nvram where libvirt puts UEFI's variables, made from their template when it is absent
     * @param tpmSocket where the TPM answers, if there is one
     */
    public record StateFiles(String nvram, String tpmSocket) {}

    /** Read-only files that qemu boots directly. */
    public record KernelFiles(Optional<String> kernel, Optional<String> initrd) {}
}
