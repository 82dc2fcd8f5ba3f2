package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.hyperv.tlbflush} of a VirtualMachineInstance. */
@RecordBuilder
public record TLBFlush(FeatureState direct, Boolean enabled, FeatureState extended) {}
