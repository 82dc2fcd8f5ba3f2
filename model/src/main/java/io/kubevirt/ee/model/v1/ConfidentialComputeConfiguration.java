package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Nullable;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.confidentialCompute} of a KubeVirt. */
@RecordBuilder
public record ConfidentialComputeConfiguration(@Nullable TDXConfiguration tdx) {}
