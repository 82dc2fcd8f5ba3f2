package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.watchdog.i6300esb} of a VirtualMachineInstance. */
@RecordBuilder
public record I6300ESBWatchdog(String action) {}
