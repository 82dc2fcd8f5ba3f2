package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.confidentialCompute.tdx} of a KubeVirt. */
@RecordBuilder
public record TDXConfiguration(TDXAttestationConfiguration attestation) {}
