package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Range;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.volumeStatus[].containerDiskVolume} of a VirtualMachineInstance. */
@RecordBuilder
public record ContainerDiskInfo(@Range(min = 0L, max = 4294967295L) Long checksum) {}
