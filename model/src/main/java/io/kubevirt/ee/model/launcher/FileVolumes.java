package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.openapi.models.V1ConfigMapVolumeSource;
import io.kubernetes.client.openapi.models.V1DownwardAPIVolumeSource;
import io.kubernetes.client.openapi.models.V1LocalObjectReference;
import io.kubernetes.client.openapi.models.V1SecretVolumeSource;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubevirt.ee.model.v1.ServiceAccountVolumeSource;
import io.kubevirt.ee.model.v1.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Files that the kubelet brings into the launcher pod: there the agent reads them, not in the API.
 */
final class FileVolumes {

    /**
     * A volume of the pod and where the launcher has it.
     *
     * @param volume the pod's
     * @param path in the launcher's container
     */
    record Brought(V1Volume volume, String path) {
        V1VolumeMount mount() {
            return new V1VolumeMount().name(volume.getName()).mountPath(path).readOnly(true);
        }
    }

    private static final String NETWORK_DATA = "network-data-";
    private static final Pattern OWN_NAME = Pattern.compile(NETWORK_DATA + "[0-9]+");

    private FileVolumes() {}

    /** What one volume of an instance asks for. */
    static List<Brought> of(Volume volume, int index) {
        List<Brought> brought = new ArrayList<>();
        source(volume)
                .ifPresent(
                        source ->
                                brought.add(
                                        new Brought(
                                                source.name(volume.name()),
                                                VolumePaths.files(volume.name()))));
        // By its index, as two names made of one could be too long.
        networkSecret(volume)
                .ifPresent(
                        secret ->
                                brought.add(
                                        new Brought(
                                                secret(secret, null).name(NETWORK_DATA + index),
                                                VolumePaths.networkData(volume.name()))));
        return brought;
    }

    /** Whether a name is one that network data may have in the pod. */
    static boolean isOwnName(String nameOrNull) {
        return nameOrNull != null && OWN_NAME.matcher(nameOrNull).matches();
    }

    /** Whether the pod has files by the name of this volume. */
    static boolean isByItsName(Volume volume) {
        return source(volume).isPresent();
    }

    /** The account whose token is to be in the pod. */
    static Optional<String> serviceAccount(List<Volume> volumes) {
        return volumes.stream()
                .flatMap(volume -> Optional.ofNullable(volume.serviceAccount()).stream())
                .map(ServiceAccountVolumeSource::serviceAccountName)
                .findFirst();
    }

    private static Optional<V1Volume> source(Volume volume) {
        if (volume.configMap() != null) {
            return Optional.of(
                    new V1Volume()
                            .configMap(
                                    new V1ConfigMapVolumeSource()
                                            .name(volume.configMap().name())
                                            .optional(volume.configMap().optional())));
        }
        if (volume.secret() != null) {
            return Optional.of(secret(volume.secret().secretName(), volume.secret().optional()));
        }
        if (volume.downwardAPI() != null) {
            return Optional.of(
                    new V1Volume()
                            .downwardAPI(
                                    new V1DownwardAPIVolumeSource()
                                            .items(volume.downwardAPI().fields())));
        }
        return userSecret(volume).map(name -> secret(name, null));
    }

    private static V1Volume secret(String name, Boolean optionalOrNull) {
        return new V1Volume()
                .secret(new V1SecretVolumeSource().secretName(name).optional(optionalOrNull));
    }

    private static Optional<String> userSecret(Volume volume) {
        return volume.cloudInitNoCloud() != null
                ? name(volume.cloudInitNoCloud().secretRef())
                : Optional.ofNullable(volume.cloudInitConfigDrive())
                        .flatMap(drive -> name(drive.secretRef()));
    }

    private static Optional<String> networkSecret(Volume volume) {
        return volume.cloudInitNoCloud() != null
                ? name(volume.cloudInitNoCloud().networkDataSecretRef())
                : Optional.ofNullable(volume.cloudInitConfigDrive())
                        .flatMap(drive -> name(drive.networkDataSecretRef()));
    }

    private static Optional<String> name(V1LocalObjectReference referenceOrNull) {
        return Optional.ofNullable(referenceOrNull)
                .map(V1LocalObjectReference::getName)
                .filter(name -> !name.isEmpty());
    }
}
