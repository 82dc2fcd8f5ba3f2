package io.kubevirt.ee.model.launcher;

import java.util.List;
import java.util.Optional;

/**
 * What launcher pods have in common.
 *
 * @param image of virt-launcher
 * @param imagePullPolicy of that image
 * @param imagePullSecrets names of Secrets in the guests' namespaces, with which that image is
 *     pulled
 * @param emulation whether guests run without KVM: {@code useEmulation} of the KubeVirt resource
 * @param stateStorageClass of claims that keep machines' own memory, {@code vmStateStorageClass} of
 *     the KubeVirt resource; absent: the cluster's default
 */
public record LauncherSettings(
        String image,
        String imagePullPolicy,
        List<String> imagePullSecrets,
        boolean emulation,
        Optional<String> stateStorageClass) {
    /** A copy, so that settings stay what they were. */
    public LauncherSettings {
        imagePullSecrets = List.copyOf(imagePullSecrets);
    }

    /** Of a cluster that keeps machines' memory in its default storage class. */
    public LauncherSettings(
            String image,
            String imagePullPolicy,
            List<String> imagePullSecrets,
            boolean emulation) {
        this(image, imagePullPolicy, imagePullSecrets, emulation, Optional.empty());
    }
}
