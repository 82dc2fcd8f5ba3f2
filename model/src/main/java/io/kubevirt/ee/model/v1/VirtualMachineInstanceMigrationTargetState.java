package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** {@code status.migrationState.targetState} of a VirtualMachineInstance. */
@RecordBuilder
public record VirtualMachineInstanceMigrationTargetState(
        String attachmentPodUID,
        @ListType("atomic") @AnyWidth List<Long> cpuSet,
        @AnyWidth Map<String, Long> directMigrationNodePorts,
        Boolean domainDetected,
        String domainName,
        String domainNamespace,
        OffsetDateTime domainReadyTimestamp,
        String migrationUID,
        String node,
        String nodeAddress,
        String nodeTopology,
        String persistentStatePVCName,
        String pod,
        String selinuxContext,
        String syncAddress,
        String virtualMachineInstanceUID) {}
