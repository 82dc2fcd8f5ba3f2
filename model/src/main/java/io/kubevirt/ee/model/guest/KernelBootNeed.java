package io.kubevirt.ee.model.guest;

import java.util.Optional;

/**
 * Kernel and initrd inside the launcher pod's container {@code kernel-boot}; at least one is there.
 *
 * @param kernelPath absolute path in the image
 * @param initrdPath absolute path in the image
 */
public record KernelBootNeed(Optional<String> kernelPath, Optional<String> initrdPath) {}
