package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1Affinity;
import io.kubernetes.client.openapi.models.V1Toleration;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/** {@code spec.infra.nodePlacement} of a KubeVirt and elsewhere. */
@RecordBuilder
public record NodePlacement(
        V1Affinity affinity, Map<String, String> nodeSelector, List<V1Toleration> tolerations) {}
