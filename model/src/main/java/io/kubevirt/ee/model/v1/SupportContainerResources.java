package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.supportContainerResources[]} of a KubeVirt. */
@RecordBuilder
public record SupportContainerResources(
        @Required ResourceRequirementsWithoutClaims resources, @Required String type) {}
