package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.Timer;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.clock} of a VirtualMachinePreference. */
@RecordBuilder
public record ClockPreferences(ClockOffset preferredClockOffset, Timer preferredTimer) {}
