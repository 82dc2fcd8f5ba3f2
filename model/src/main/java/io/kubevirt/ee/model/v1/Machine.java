package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The board that QEMU emulates. At {@code spec.domain.machine} of a VirtualMachineInstance and
 * elsewhere.
 */
@RecordBuilder
public record Machine(String type) {}
