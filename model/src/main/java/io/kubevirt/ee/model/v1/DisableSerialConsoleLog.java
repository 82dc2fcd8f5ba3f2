package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.virtualMachineOptions.disableSerialConsoleLog} of a KubeVirt. */
@RecordBuilder
public record DisableSerialConsoleLog() {}
