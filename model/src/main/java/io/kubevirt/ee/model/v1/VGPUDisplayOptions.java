package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.gpus[].virtualGPUOptions.display} of a VirtualMachineInstance. */
@RecordBuilder
public record VGPUDisplayOptions(Boolean enabled, FeatureState ramFB) {}
