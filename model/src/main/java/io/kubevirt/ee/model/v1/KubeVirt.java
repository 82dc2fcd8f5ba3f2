package io.kubevirt.ee.model.v1;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** The cluster-wide settings of the installation. One object, watched by every component. */
@RecordBuilder
public record KubeVirt(
        String apiVersion,
        String kind,
        V1ObjectMeta metadata,
        @Required KubeVirtSpec spec,
        KubeVirtStatus status)
        implements KubernetesObject {
    @Override
    public V1ObjectMeta getMetadata() {
        return metadata;
    }

    @Override
    public String getApiVersion() {
        return apiVersion;
    }

    @Override
    public String getKind() {
        return kind;
    }
}
