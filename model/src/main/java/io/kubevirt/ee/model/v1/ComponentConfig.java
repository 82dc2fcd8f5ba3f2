package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.infra} of a KubeVirt and elsewhere. */
@RecordBuilder
public record ComponentConfig(NodePlacement nodePlacement, @AnyWidth Long replicas) {}
