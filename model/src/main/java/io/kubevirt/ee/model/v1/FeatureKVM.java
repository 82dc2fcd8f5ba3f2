package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.kvm} of a VirtualMachineInstance. */
@RecordBuilder
public record FeatureKVM(Boolean hidden) {}
