package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.memory.hugepages} of a VirtualMachineInstance. */
@RecordBuilder
public record Hugepages(String pageSize) {}
