package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.clock.timer.pit} of a VirtualMachineInstance. */
@RecordBuilder
public record PITTimer(Boolean present, String tickPolicy) {}
