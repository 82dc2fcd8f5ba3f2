package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The size of a guest and where it runs, for machines to share; of a namespace, or, as a
 * VirtualMachineClusterInstancetype, of the cluster.
 */
@RecordBuilder
public record VirtualMachineInstancetype(
        String apiVersion,
        String kind,
        V1ObjectMeta metadata,
        @Required VirtualMachineInstancetypeSpec spec)
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
