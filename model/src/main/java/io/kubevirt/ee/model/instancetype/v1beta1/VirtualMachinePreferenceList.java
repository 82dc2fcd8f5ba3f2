package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.openapi.models.V1ListMeta;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** A list of preferences of either scope, as the API server answers it. */
@RecordBuilder
public record VirtualMachinePreferenceList(
        String apiVersion, String kind, V1ListMeta metadata, List<VirtualMachinePreference> items)
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
    public List<VirtualMachinePreference> getItems() {
        return items;
    }
}
