package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.disks[].blockSize} of a VirtualMachineInstance. */
@RecordBuilder
public record BlockSize(CustomBlockSize custom, FeatureState matchVolume) {}
