package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.migratedVolumes[]} of a VirtualMachineInstance. */
@RecordBuilder
public record StorageMigratedVolumeInfo(
        PersistentVolumeClaimInfo destinationPVCInfo,
        PersistentVolumeClaimInfo sourcePVCInfo,
        @Required String volumeName) {}
