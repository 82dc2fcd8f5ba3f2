package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.changedBlockTracking} of a VirtualMachineInstance. */
@RecordBuilder
public record ChangedBlockTrackingStatus(
        @Nullable VirtualMachineInstanceBackupStatus backupStatus, @Required String state) {}
