package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.kernelBootStatus} of a VirtualMachineInstance. */
@RecordBuilder
public record KernelBootStatus(InitrdInfo initrdInfo, KernelInfo kernelInfo) {}
