package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What the guest's clock starts from and which timers it has; utc or timezone. At {@code
 * spec.domain.clock} of a VirtualMachineInstance.
 */
@RecordBuilder
public record Clock(Timer timer, String timezone, ClockOffsetUTC utc) {}
