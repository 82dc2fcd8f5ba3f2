package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.clock.timer.hyperv} of a VirtualMachineInstance. */
@RecordBuilder
public record HypervTimer(Boolean present) {}
