package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.ioThreads} of a VirtualMachineInstance. */
@RecordBuilder
public record DiskIOThreads(Integer supplementalPoolThreadCount) {}
