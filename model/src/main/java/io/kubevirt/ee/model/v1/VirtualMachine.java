package io.kubevirt.ee.model.v1;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A virtual machine that outlives its runs: how it should run, and the template of the instance
 * that runs it. The spec is the user's; nothing of ours rewrites it.
 */
@RecordBuilder
public record VirtualMachine(
        String apiVersion,
        String kind,
        V1ObjectMeta metadata,
        @Required VirtualMachineSpec spec,
        VirtualMachineStatus status)
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
