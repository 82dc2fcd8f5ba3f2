package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.cpu.numa} of a VirtualMachineInstance. */
@RecordBuilder
public record NUMA(NUMAGuestMappingPassthrough guestMappingPassthrough) {}
