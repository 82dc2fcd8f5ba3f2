package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.changedBlockTracking.backupStatus.volumes[]} of a VirtualMachineInstance. */
@RecordBuilder
public record BackupVolumeInfo(
        String dataEndpoint,
        @Required String diskTarget,
        String mapEndpoint,
        @Required String volumeName) {}
