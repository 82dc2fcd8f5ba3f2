package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.clock.timer.hpet} of a VirtualMachineInstance. */
@RecordBuilder
public record HPETTimer(Boolean present, String tickPolicy) {}
