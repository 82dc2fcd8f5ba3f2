package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.customizeComponents.patches[]} of a KubeVirt. */
@RecordBuilder
public record CustomizeComponentsPatch(
        @Required String patch,
        @Required String resourceName,
        @Required String resourceType,
        @Required String type) {}
