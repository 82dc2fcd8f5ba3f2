package io.kubevirt.ee.model.v1;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** A list of VirtualMachineInstanceReplicaSet objects, as the API server answers it. */
@RecordBuilder
public record VirtualMachineInstanceReplicaSetList(
        String apiVersion,
        String kind,
        V1ListMeta metadata,
        List<VirtualMachineInstanceReplicaSet> items)
        implements KubernetesListObject {
    @Override
    public V1ListMeta getMetadata() {
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

    @Override
    public List<VirtualMachineInstanceReplicaSet> getItems() {
        return items;
    }
}
