package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Boot a kernel of a container image directly, with no boot loader. At {@code
 * spec.domain.firmware.kernelBoot} of a VirtualMachineInstance.
 */
@RecordBuilder
public record KernelBoot(KernelBootContainer container, String kernelArgs) {}
