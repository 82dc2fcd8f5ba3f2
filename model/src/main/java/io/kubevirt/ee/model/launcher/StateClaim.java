package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimSpec;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimVolumeSource;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.openapi.models.V1VolumeResourceRequirements;
import io.kubevirt.ee.model.domain.KeptState;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.Owners;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The PersistentVolumeClaim in which a machine's own memory outlives its instances: the machine's,
 * or that of an instance that is of no machine. It goes with its owner (ADR 15).
 */
public final class StateClaim {
    /** The pod's own name for the volume, as KubeVirt's. */
    static final String VOLUME = "vm-state";

    private static final String PREFIX = "persistent-state-for-";
    private static final Quantity SIZE = new Quantity("10Mi");

    private StateClaim() {}

    /** The claim's name, if the instance has anything to keep. */
    public static Optional<String> nameFor(VirtualMachineInstance vmi) {
        return KeptState.of(vmi.spec().domain()).isAny()
                ? Optional.of(PREFIX + vmi.metadata().getName())
                : Optional.empty();
    }

    /** The claim to create for an instance that has something to keep. */
    public static V1PersistentVolumeClaim of(
            VirtualMachineInstance vmi, LauncherSettings settings) {
        String machine = vmi.metadata().getName();
        return new V1PersistentVolumeClaim()
                .apiVersion("v1")
                .kind("PersistentVolumeClaim")
                .metadata(
                        new V1ObjectMeta()
                                .name(PREFIX + machine)
                                .namespace(vmi.metadata().getNamespace())
                                .labels(Map.of(Labels.STATE_OF, machine))
                                .addOwnerReferencesItem(owner(vmi)))
                .spec(
                        new V1PersistentVolumeClaimSpec()
                                .accessModes(List.of("ReadWriteOnce"))
                                .volumeMode(Claims.FILESYSTEM)
                                .storageClassName(settings.stateStorageClass().orElse(null))
                                .resources(
                                        new V1VolumeResourceRequirements()
                                                .requests(Map.of("storage", SIZE))));
    }

    /** Why the claim that is there cannot be used, in words. */
    public static Optional<String> trouble(VirtualMachineInstance vmi, Claims claims) {
        return nameFor(vmi)
                .filter(name -> claims.named(name).isPresent())
                .flatMap(
                        name ->
                                why(vmi, claims, name)
                                        .map(
                                                why ->
                                                        "PersistentVolumeClaim %s/%s, which is to keep its state, %s"
                                                                .formatted(
                                                                        vmi.metadata()
                                                                                .getNamespace(),
                                                                        name,
                                                                        why)));
    }

    /** One without a controller was brought by a user, such as from a backup, and is taken. */
    private static Optional<String> why(VirtualMachineInstance vmi, Claims claims, String name) {
        V1ObjectMeta metadata = claims.metadata(name);
        Optional<V1OwnerReference> other =
                controller(metadata).filter(found -> !owner(vmi).getUid().equals(found.getUid()));
        if (metadata.getDeletionTimestamp() != null) {
            return Optional.of("is being deleted; it is waited until it is gone.");
        }
        if (other.isPresent()) {
            return Optional.of(
                    "is of %s %s with the uid %s; it is waited until it is gone."
                            .formatted(
                                    other.get().getKind(),
                                    other.get().getName(),
                                    other.get().getUid()));
        }
        return claims.isBlock(name)
                ? Optional.of("is a device; delete it, or make it one with a file system.")
                : Optional.empty();
    }

    /** The machine, or else the instance. */
    private static V1OwnerReference owner(VirtualMachineInstance vmi) {
        return controller(vmi.metadata())
                .filter(owner -> KubevirtApi.VIRTUAL_MACHINE.equals(owner.getKind()))
                .map(
                        owner ->
                                new V1OwnerReference()
                                        .apiVersion(owner.getApiVersion())
                                        .kind(owner.getKind())
                                        .name(owner.getName())
                                        .uid(owner.getUid())
                                        .controller(true)
                                        .blockOwnerDeletion(true))
                .orElseGet(
                        () ->
                                Owners.controller(
                                        KubevirtApi.VIRTUAL_MACHINE_INSTANCE, vmi.metadata()));
    }

    private static Optional<V1OwnerReference> controller(V1ObjectMeta metadata) {
        return Absent.list(metadata.getOwnerReferences()).stream()
                .filter(owner -> Absent.flag(owner.getController()))
                .findFirst();
    }

    static V1Volume volume(String claim) {
        return new V1Volume()
                .name(VOLUME)
                .persistentVolumeClaim(new V1PersistentVolumeClaimVolumeSource().claimName(claim));
    }

    static V1VolumeMount mount() {
        return new V1VolumeMount().name(VOLUME).mountPath(VolumePaths.STATE);
    }
}
