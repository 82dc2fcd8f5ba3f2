package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.domain.devices.disks[].blockSize.custom} of a VirtualMachineInstance.
 *
 * @param discardGranularity bytes
 * @param logical bytes
 * @param physical bytes
 */
@RecordBuilder
public record CustomBlockSize(
        @AnyWidth Long discardGranularity, @AnyWidth Long logical, @AnyWidth Long physical) {}
