package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.apic} of a VirtualMachineInstance. */
@RecordBuilder
public record FeatureAPIC(Boolean enabled, Boolean endOfInterrupt) {}
