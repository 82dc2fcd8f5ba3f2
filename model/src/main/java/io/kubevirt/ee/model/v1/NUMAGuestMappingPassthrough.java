package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.cpu.numa.guestMappingPassthrough} of a VirtualMachineInstance. */
@RecordBuilder
public record NUMAGuestMappingPassthrough() {}
