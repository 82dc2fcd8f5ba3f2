package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.OneOf;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.instancetype} of a KubeVirt. */
@RecordBuilder
public record InstancetypeConfiguration(
        @OneOf({"reference", "expand", "expandAll"}) @Nullable String referencePolicy) {}
