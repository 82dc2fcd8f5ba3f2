package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.ClockOffsetUTC;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.clock.preferredClockOffset} of a VirtualMachinePreference; utc or timezone. */
@RecordBuilder
public record ClockOffset(String timezone, ClockOffsetUTC utc) {}
