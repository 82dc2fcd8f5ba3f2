package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;

/**
 * One observed aspect of a replica set. At {@code status.conditions[]} of a
 * VirtualMachineInstanceReplicaSet.
 */
@RecordBuilder
public record VirtualMachineInstanceReplicaSetCondition(
        @Nullable OffsetDateTime lastProbeTime,
        @Nullable OffsetDateTime lastTransitionTime,
        String message,
        String reason,
        @Required String status,
        @Required String type) {}
