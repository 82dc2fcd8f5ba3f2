package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.hyperv.spinlocks} of a VirtualMachineInstance. */
@RecordBuilder
public record FeatureSpinlocks(Boolean enabled, Integer spinlocks) {}
