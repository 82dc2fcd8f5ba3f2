package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Default;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.confidentialCompute.tdx.attestation} of a KubeVirt. */
@RecordBuilder
public record TDXAttestationConfiguration(
        @Default("false") Boolean enforced,
        @Default("/var/run/tdx-qgs/qgs.socket") String qgsSocketPath) {}
