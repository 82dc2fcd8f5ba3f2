package io.kubevirt.ee.model.v1;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** A number of instances of one template, kept at that number: what ends is replaced. */
@RecordBuilder
public record VirtualMachineInstanceReplicaSet(
        String apiVersion,
        String kind,
        V1ObjectMeta metadata,
        @Required VirtualMachineInstanceReplicaSetSpec spec,
        @Nullable VirtualMachineInstanceReplicaSetStatus status)
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
