package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The container image that holds the kernel, the initial ram disk, or both. At {@code
 * spec.domain.firmware.kernelBoot.container} of a VirtualMachineInstance.
 */
@RecordBuilder
public record KernelBootContainer(
        @Required String image,
        String imagePullPolicy,
        String imagePullSecret,
        String initrdPath,
        String kernelPath) {}
