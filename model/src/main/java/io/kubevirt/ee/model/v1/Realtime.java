package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.cpu.realtime} of a VirtualMachineInstance. */
@RecordBuilder
public record Realtime(String mask) {}
