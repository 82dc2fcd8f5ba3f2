package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.HugePages;
import io.kubevirt.ee.model.domain.KeptState;
import io.kubevirt.ee.model.domain.SerialLog;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.BlockSize;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.KernelBoot;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a node has to make ready before a guest can be defined: derived from the VMI alone, so that
 * whoever makes it ready need not read the API.
 *
 * @param disks one need per volume that is used as a disk, in the order of the VMI's volumes
 * @param nics one need per interface, in the order of the VMI's interfaces
 * @param kernelBoot kernel and initrd from a container image, if the guest boots them directly
 * @param tpm whether a TPM runs beside it
 * @param kept what of its own memory is still there at the next start
 * @param serialLog whether what it says on its serial console is kept
 * @param cpus the node's processors that it has for itself, if it has any
 * @param filesystems one need per folder that it mounts, in the order of the VMI's filesystems
 * @param hugePages what its memory is made of, if it is made of such
 * @param acpiTables one need per table that it finds as its user made it
 * @param matched volumes of whose block sizes it is told
 */
@RecordBuilder
public record GuestNeeds(
        List<DiskNeed> disks,
        List<NicNeed> nics,
        Optional<KernelBootNeed> kernelBoot,
        boolean tpm,
        KeptState kept,
        boolean serialLog,
        Optional<DedicatedCpus> cpus,
        List<FilesystemNeed> filesystems,
        Optional<HugePages> hugePages,
        List<AcpiTableNeed> acpiTables,
        Set<String> matched)
        implements GuestNeedsBuilder.With {

    /** Of a guest without anything. */
    public static final GuestNeeds NONE =
            new GuestNeeds(
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    false,
                    KeptState.NONE,
                    false,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    Set.of());

    /** Copies the lists. */
    public GuestNeeds {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
        filesystems = List.copyOf(filesystems);
        acpiTables = List.copyOf(acpiTables);
        matched = Set.copyOf(matched);
    }

    /**
     * What a VMI needs.
     *
     * @param vmi an instance that admission let pass, with a uid
     */
    public static GuestNeeds of(VirtualMachineInstance vmi) {
        return new GuestNeeds(
                DiskNeeds.of(vmi),
                NicNeeds.of(vmi),
                kernelBoot(vmi),
                tpm(vmi),
                KeptState.of(vmi.spec().domain()),
                SerialLog.isWanted(vmi.spec().domain()),
                DedicatedCpus.of(vmi.spec().domain()),
                FilesystemNeeds.of(vmi),
                HugePages.of(vmi.spec().domain()),
                AcpiTableNeeds.of(vmi),
                matched(vmi.spec().domain()));
    }

    private static Set<String> matched(DomainSpec domain) {
        return Absent.list(domain.devices().disks()).stream()
                .filter(GuestNeeds::matchesVolume)
                .map(Disk::name)
                .collect(Collectors.toSet());
    }

    private static boolean matchesVolume(Disk disk) {
        return Optional.ofNullable(disk.blockSize())
                .map(BlockSize::matchVolume)
                .filter(state -> !Boolean.FALSE.equals(state.enabled()))
                .isPresent();
    }

    private static boolean tpm(VirtualMachineInstance vmi) {
        return Optional.ofNullable(vmi.spec().domain().devices().tpm())
                .filter(KeptState::isThere)
                .isPresent();
    }

    private static Optional<KernelBootNeed> kernelBoot(VirtualMachineInstance vmi) {
        return Optional.ofNullable(vmi.spec().domain().firmware())
                .map(Firmware::kernelBoot)
                .map(KernelBoot::container)
                .map(
                        image ->
                                new KernelBootNeed(
                                        stated(image.kernelPath()), stated(image.initrdPath())));
    }

    static Optional<String> stated(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
