package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;
import java.util.List;

/** {@code status.changedBlockTracking.backupStatus} of a VirtualMachineInstance. */
@RecordBuilder
public record VirtualMachineInstanceBackupStatus(
        String backupMsg,
        String backupName,
        String checkpointName,
        Boolean completed,
        OffsetDateTime endTimestamp,
        Boolean failed,
        String quiesceStatus,
        OffsetDateTime startTimestamp,
        @ListType("atomic") List<BackupVolumeInfo> volumes) {}
