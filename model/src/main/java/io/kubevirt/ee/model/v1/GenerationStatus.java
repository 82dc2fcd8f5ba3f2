package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.generations[]} of a KubeVirt. */
@RecordBuilder
public record GenerationStatus(
        @Required String group,
        String hash,
        @Required Long lastGeneration,
        @Required String name,
        String namespace,
        @Required String resource) {}
