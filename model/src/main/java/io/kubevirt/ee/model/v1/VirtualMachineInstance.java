package io.kubevirt.ee.model.v1;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * One run of a virtual machine: what the guest looks like, and where and how it is. It has no
 * status subresource: status is patched on the main resource.
 */
@RecordBuilder
public record VirtualMachineInstance(
        String apiVersion,
        String kind,
        V1ObjectMeta metadata,
        @Required VirtualMachineInstanceSpec spec,
        VirtualMachineInstanceStatus status)
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
