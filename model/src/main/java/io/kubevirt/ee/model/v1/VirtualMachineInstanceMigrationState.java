package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** {@code status.migrationState} of a VirtualMachineInstance. */
@RecordBuilder
public record VirtualMachineInstanceMigrationState(
        Boolean abortRequested,
        String abortStatus,
        Boolean completed,
        @Nullable OffsetDateTime endTimestamp,
        Boolean failed,
        String failureReason,
        MigrationStateConfiguration migrationConfiguration,
        String migrationNetworkType,
        String migrationPolicyName,
        String migrationUid,
        String mode,
        String sourceNode,
        String sourcePersistentStatePVCName,
        String sourcePod,
        VirtualMachineInstanceMigrationSourceState sourceState,
        @Nullable OffsetDateTime startTimestamp,
        String targetAttachmentPodUID,
        @ListType("atomic") @AnyWidth List<Long> targetCPUSet,
        @AnyWidth Map<String, Long> targetDirectMigrationNodePorts,
        Quantity targetMemoryOverhead,
        String targetNode,
        String targetNodeAddress,
        Boolean targetNodeDomainDetected,
        OffsetDateTime targetNodeDomainReadyTimestamp,
        String targetNodeTopology,
        String targetPersistentStatePVCName,
        String targetPod,
        VirtualMachineInstanceMigrationTargetState targetState) {}
