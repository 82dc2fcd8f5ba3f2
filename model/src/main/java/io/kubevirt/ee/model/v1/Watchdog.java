package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.watchdog} of a VirtualMachineInstance. */
@RecordBuilder
public record Watchdog(Diag288Watchdog diag288, I6300ESBWatchdog i6300esb, @Required String name) {}
