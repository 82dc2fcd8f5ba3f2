package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.virtualMachineOptions} of a KubeVirt. */
@RecordBuilder
public record VirtualMachineOptions(
        DisableFreePageReporting disableFreePageReporting,
        DisableSerialConsoleLog disableSerialConsoleLog) {}
