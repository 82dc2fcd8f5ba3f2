package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.guest.DiskNeed.ContainerDisk;
import io.kubevirt.ee.model.guest.DiskNeed.EmptyDisk;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The volumes that the guest sees as disks. */
final class DiskNeeds {

    private DiskNeeds() {}

    static List<DiskNeed> of(VirtualMachineInstance vmi) {
        Set<String> disks =
                Absent.list(vmi.spec().domain().devices().disks()).stream()
                        .map(Disk::name)
                        .collect(Collectors.toSet());
        return Absent.list(vmi.spec().volumes()).stream()
                .filter(volume -> disks.contains(volume.name()))
                .map(volume -> need(vmi, volume))
                .toList();
    }

    private static DiskNeed need(VirtualMachineInstance vmi, Volume volume) {
        if (volume.containerDisk() != null) {
            return new ContainerDisk(
                    volume.name(), GuestNeeds.stated(volume.containerDisk().path()));
        }
        if (volume.emptyDisk() != null) {
            return new EmptyDisk(
                    volume.name(), GuestSize.wholeUnits(volume.emptyDisk().capacity()));
        }
        if (volume.cloudInitNoCloud() != null || volume.cloudInitConfigDrive() != null) {
            return SeedNeeds.of(vmi, volume);
        }
        if (Claims.nameIn(volume).isPresent()) {
            return ClaimNeeds.of(vmi, volume);
        }
        if (volume.downwardMetrics() != null) {
            return new DiskNeed.Metrics(volume.name());
        }
        if (volume.hostDisk() != null) {
            return ClaimNeeds.ofHost(vmi, volume);
        }
        return FileNeeds.of(volume)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "volume " + volume.name() + " got past admission"));
    }
}
