package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What a guest does best with, where its machine leaves it open; of a namespace, or, as a
 * VirtualMachineClusterPreference, of the cluster.
 */
@RecordBuilder
public record VirtualMachinePreference(
        String apiVersion,
        String kind,
        V1ObjectMeta metadata,
        @Required VirtualMachinePreferenceSpec spec)
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
