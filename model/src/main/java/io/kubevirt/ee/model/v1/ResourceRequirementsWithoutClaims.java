package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * {@code spec.configuration.network.binding{}.computeResourceOverhead} of a KubeVirt and elsewhere.
 */
@RecordBuilder
public record ResourceRequirementsWithoutClaims(
        Map<String, Quantity> limits, Map<String, Quantity> requests) {}
