package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.domain.SerialLog;
import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.ReservedOverhead;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Memory that a launcher pod needs beside the guest's own. The only place with these numbers; how
 * each is measured: docs/memory-overhead.md.
 */
public final class MemoryOverhead {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    /** The launcher's JVM, the pause process and what keeps a containerDisk open. */
    static final long LAUNCHER_BYTES = 12 * MIB;

    /** qemu itself: code and heap of a machine with the usual devices and one vCPU. */
    static final long QEMU_BYTES = 52 * MIB;

    /** Each vCPU: its thread's stack and state. */
    static final long VCPU_BYTES = 2 * MIB;

    /** A picture of two megapixels in video RAM, and half a copy. */
    static final long GRAPHICS_BYTES = 12 * MIB;

    /** UEFI: its code and variables, of which qemu keeps copies. */
    static final long FIRMWARE_BYTES = 16 * MIB;

    /** The same on arm64, where each of the two is an image of 64 MiB. */
    static final long FIRMWARE_ARM64_BYTES = 132 * MIB;

    /** swtpm, the TPM beside qemu. */
    static final long TPM_BYTES = 8 * MIB;

    /** virtiofsd, of which each filesystem has one. */
    static final long FILESYSTEM_BYTES = 8 * MIB;

    /**
     * The volume in memory through which the serial console's log passes; its size is the bound.
     */
    static final long SERIAL_LOG_BYTES = MIB;

    /** dnsmasq, which answers the guest's DHCP requests in the pod. */
    static final long NETWORK_BYTES = 2 * MIB;

    /** passt, which stands in for dnsmasq. */
    static final long PASST_BYTES = 18 * MIB;

    /** A socket of the kernel for each port, where passt forwards all of them. */
    static final long PASST_ALL_PORTS_BYTES = 256 * MIB;

    /** Translated code of an emulated guest: {@code tb-cache} in the domain bounds it. */
    static final long TRANSLATION_BYTES = 32 * MIB;

    /** Page tables: one entry of eight bytes for each page of 4 KiB. */
    static final long PAGE_TABLE_SHARE = 512;

    /**
     * What a limit has above all that: the VNC server's copies of a large picture, bursts of qemu's
     * input and output. Nothing is reserved for it.
     */
    static final long ROOM_BYTES = 32 * MIB;

    /** No node has it, and with all the rest it still is a number. */
    private static final BigDecimal MOST_ADDED_BYTES = BigDecimal.valueOf(Long.MAX_VALUE / 2);

    private MemoryOverhead() {}

    /**
     * The overhead of a guest, in bytes.
     *
     * @param spec with its memory and CPUs
     * @param emulation whether it runs without KVM
     */
    public static long bytes(VirtualMachineInstanceSpec spec, boolean emulation) {
        DomainSpec domain = spec.domain();
        int vcpus = GuestSize.vcpus(GuestSize.topology(domain));
        long guest = GuestSize.memory(domain).map(q -> q.getNumber().longValue()).orElse(0L);
        boolean graphics = !Boolean.FALSE.equals(domain.devices().autoattachGraphicsDevice());
        boolean efi =
                Optional.ofNullable(domain.firmware())
                        .map(Firmware::bootloader)
                        .map(Bootloader::efi)
                        .isPresent();
        boolean tpm =
                Optional.ofNullable(domain.devices().tpm())
                        .filter(stated -> !Boolean.FALSE.equals(stated.enabled()))
                        .isPresent();
        return LAUNCHER_BYTES
                + QEMU_BYTES
                + vcpus * VCPU_BYTES
                + (graphics ? GRAPHICS_BYTES : 0)
                + (efi ? firmware(Architecture.of(spec)) : 0)
                + (tpm ? TPM_BYTES : 0)
                + Absent.list(domain.devices().filesystems()).size() * FILESYSTEM_BYTES
                + (SerialLog.isWanted(domain) ? SERIAL_LOG_BYTES : 0)
                + network(domain)
                + (emulation ? TRANSLATION_BYTES : 0)
                + guest / PAGE_TABLE_SHARE
                + added(domain);
    }

    private static long firmware(Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> FIRMWARE_BYTES;
            case ARM64 -> FIRMWARE_ARM64_BYTES;
        };
    }

    /** What the user knows that qemu takes beside all that. */
    private static long added(DomainSpec domain) {
        return Optional.ofNullable(domain.memory())
                .map(Memory::reservedOverhead)
                .map(ReservedOverhead::addedOverhead)
                .map(Quantity::getNumber)
                .map(bytes -> bytes.setScale(0, RoundingMode.CEILING).min(MOST_ADDED_BYTES))
                .map(BigDecimal::longValueExact)
                .orElse(0L);
    }

    private static boolean forwardsAll(Interface nic) {
        return Absent.list(nic.ports()).isEmpty();
    }

    private static long network(DomainSpec domain) {
        return Absent.list(domain.devices().interfaces()).stream()
                .filter(nic -> nic.passtBinding() != null)
                .findFirst()
                .map(nic -> PASST_BYTES + (forwardsAll(nic) ? PASST_ALL_PORTS_BYTES : 0))
                .orElse(NETWORK_BYTES);
    }
}
