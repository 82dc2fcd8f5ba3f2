package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.clock.timer.kvm} of a VirtualMachineInstance. */
@RecordBuilder
public record KVMTimer(Boolean present) {}
