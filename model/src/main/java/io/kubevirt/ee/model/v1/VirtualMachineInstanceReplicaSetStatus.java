package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What became of a replica set, written by virt-controller alone. At {@code status} of a
 * VirtualMachineInstanceReplicaSet.
 *
 * @param labelSelector the selector as text, for whoever scales by the scale subresource
 * @param readyReplicas how many of the instances are ready
 * @param replicas how many instances there are that neither ended nor are being deleted
 */
@RecordBuilder
public record VirtualMachineInstanceReplicaSetStatus(
        List<VirtualMachineInstanceReplicaSetCondition> conditions,
        String labelSelector,
        Integer readyReplicas,
        Integer replicas) {}
