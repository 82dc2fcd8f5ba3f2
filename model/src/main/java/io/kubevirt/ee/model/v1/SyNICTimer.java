package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.hyperv.synictimer} of a VirtualMachineInstance. */
@RecordBuilder
public record SyNICTimer(FeatureState direct, Boolean enabled) {}
