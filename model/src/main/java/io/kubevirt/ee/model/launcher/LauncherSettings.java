package io.kubevirt.ee.model.launcher;

/**
 * What launcher pods have in common.
 *
 * @param image of virt-launcher
 * @param imagePullPolicy of that image
 * @param emulation whether guests run without KVM: {@code useEmulation} of the KubeVirt resource
 */
public record LauncherSettings(String image, String imagePullPolicy, boolean emulation) {}
