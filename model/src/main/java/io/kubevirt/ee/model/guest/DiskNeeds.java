package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.guest.DiskNeed.CloudInitNoCloud;
import io.kubevirt.ee.model.guest.DiskNeed.ContainerDisk;
import io.kubevirt.ee.model.guest.DiskNeed.EmptyDisk;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CloudInitNoCloudSource;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
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
        if (volume.cloudInitNoCloud() != null) {
            return cloudInit(vmi, volume.name(), volume.cloudInitNoCloud());
        }
        if (Claims.nameIn(volume).isPresent()) {
            return ClaimNeeds.of(vmi, volume);
        }
        throw new IllegalArgumentException("volume " + volume.name() + " got past admission");
    }

    private static DiskNeed cloudInit(
            VirtualMachineInstance vmi, String volume, CloudInitNoCloudSource source) {
        return new CloudInitNoCloud(
                volume,
                vmi.metadata().getUid(),
                GuestHostname.of(vmi),
                text(volume, source.userData(), source.userDataBase64()).orElse(""),
                text(volume, source.networkData(), source.networkDataBase64()));
    }

    private static Optional<String> text(String volume, String plain, String base64) {
        return GuestNeeds.stated(plain)
                .or(() -> GuestNeeds.stated(base64).map(encoded -> decoded(volume, encoded)));
    }

    private static String decoded(String volume, String base64) {
        byte[] bytes = Base64.getMimeDecoder().decode(base64);
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new IllegalArgumentException(
                    "volume "
                            + volume
                            + ": cloud-init data that is not UTF-8 text (compressed, for example)"
                            + " is not supported");
        }
        return text;
    }
}
