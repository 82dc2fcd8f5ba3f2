package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Range;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.kernelBootStatus.initrdInfo} of a VirtualMachineInstance. */
@RecordBuilder
public record InitrdInfo(@Range(min = 0L, max = 4294967295L) Long checksum) {}
