package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.virtualMachineOptions.disableFreePageReporting} of a KubeVirt. */
@RecordBuilder
public record DisableFreePageReporting() {}
