package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.watchdog.diag288} of a VirtualMachineInstance. */
@RecordBuilder
public record Diag288Watchdog(String action) {}
