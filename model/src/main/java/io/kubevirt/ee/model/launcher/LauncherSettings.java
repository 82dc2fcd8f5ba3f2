package io.kubevirt.ee.model.launcher;

import java.util.List;

/**
 * What launcher pods have in common.
 *
 * @param image of virt-launcher
 * @param imagePullPolicy of that image
 * @param imagePullSecrets names of Secrets in the guests' namespaces, with which that image is
 *     pulled
 * @param emulation whether guests run without KVM: {@code useEmulation} of the KubeVirt resource
 */
public record LauncherSettings(
        String image, String imagePullPolicy, List<String> imagePullSecrets, boolean emulation) {
    /** A copy, so that settings stay what they were. */
    public LauncherSettings {
        imagePullSecrets = List.copyOf(imagePullSecrets);
    }
}
