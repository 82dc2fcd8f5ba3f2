package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimSpec;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimStatus;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfo;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfoBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The PersistentVolumeClaims of an instance that are there.
 *
 * @param found what is known of each
 * @param metadata by their names, of those that are read whole
 */
public record Claims(List<PersistentVolumeClaimInfo> found, Map<String, V1ObjectMeta> metadata) {
    /** None is there, or none was looked for. */
    public static final Claims NONE = new Claims(List.of());

    private static final String BLOCK = "Block";
    static final String FILESYSTEM = "Filesystem";

    /** Copies list and map. */
    public Claims {
        found = List.copyOf(found);
        metadata = Map.copyOf(metadata);
    }

    /** Of which nothing more is known. */
    public Claims(List<PersistentVolumeClaimInfo> found) {
        this(found, Map.of());
    }

    /** As the API server has them. */
    public static Claims of(List<V1PersistentVolumeClaim> read) {
        return new Claims(
                read.stream().map(Claims::info).toList(),
                read.stream()
                        .map(V1PersistentVolumeClaim::getMetadata)
                        .collect(Collectors.toMap(V1ObjectMeta::getName, whole -> whole)));
    }

    /** What is written on a claim; nothing, where that was not read. */
    V1ObjectMeta metadata(String name) {
        return metadata.getOrDefault(name, new V1ObjectMeta());
    }

    /** The names of the claims that an instance uses, each once. */
    public static List<String> namesIn(VirtualMachineInstance vmi) {
        return Absent.list(vmi.spec().volumes()).stream()
                .flatMap(volume -> nameIn(volume).stream())
                .distinct()
                .toList();
    }

    /**
     * The claim behind a volume, used directly or below an overlay; a DataVolume's has its name.
     */
    public static Optional<String> nameIn(Volume volume) {
        if (volume.dataVolume() != null) {
            return Optional.ofNullable(volume.dataVolume().name());
        }
        if (volume.persistentVolumeClaim() != null) {
            return Optional.ofNullable(volume.persistentVolumeClaim().claimName());
        }
        return Optional.ofNullable(volume.ephemeral())
                .map(ephemeral -> ephemeral.persistentVolumeClaim())
                .map(claim -> claim.getClaimName());
    }

    /** What is kept of a claim in an instance's status. */
    public static PersistentVolumeClaimInfo info(V1PersistentVolumeClaim claim) {
        V1PersistentVolumeClaimSpec spec = claim.getSpec();
        Optional<V1PersistentVolumeClaimStatus> status = Optional.ofNullable(claim.getStatus());
        return PersistentVolumeClaimInfoBuilder.builder()
                .claimName(claim.getMetadata().getName())
                .accessModes(spec.getAccessModes())
                .volumeMode(spec.getVolumeMode() == null ? FILESYSTEM : spec.getVolumeMode())
                .requests(spec.getResources() == null ? null : spec.getResources().getRequests())
                .capacity(status.map(V1PersistentVolumeClaimStatus::getCapacity).orElse(null))
                .build();
    }

    /** A claim by its name. */
    public Optional<PersistentVolumeClaimInfo> named(String name) {
        return found.stream().filter(claim -> name.equals(claim.claimName())).findFirst();
    }

    /** Whether a claim is a device, not a file system. */
    public static boolean isBlock(PersistentVolumeClaimInfo claim) {
        return BLOCK.equals(claim.volumeMode());
    }

    /** Whether the named claim is there and is a device. */
    public boolean isBlock(String name) {
        return named(name).filter(Claims::isBlock).isPresent();
    }
}
