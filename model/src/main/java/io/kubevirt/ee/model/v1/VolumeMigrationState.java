package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/** {@code status.volumeUpdateState.volumeMigrationState} of a VirtualMachine. */
@RecordBuilder
public record VolumeMigrationState(
        @ListType("atomic") List<StorageMigratedVolumeInfo> migratedVolumes) {}
