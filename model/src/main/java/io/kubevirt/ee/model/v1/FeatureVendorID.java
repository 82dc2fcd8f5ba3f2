package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.features.hyperv.vendorid} of a VirtualMachineInstance. */
@RecordBuilder
public record FeatureVendorID(Boolean enabled, String vendorid) {}
