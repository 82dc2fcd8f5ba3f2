package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What the user wants of a replica set. At {@code spec} of a VirtualMachineInstanceReplicaSet.
 *
 * @param paused nothing is created or deleted meanwhile
 * @param replicas how many instances; absent: one
 * @param selector which instances are the set's; the template's labels must be among them
 */
@RecordBuilder
public record VirtualMachineInstanceReplicaSetSpec(
        Boolean paused,
        Integer replicas,
        @Required V1LabelSelector selector,
        @Required VirtualMachineInstanceTemplateSpec template) {}
