package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.volumeUpdateState} of a VirtualMachine. */
@RecordBuilder
public record VolumeUpdateState(VolumeMigrationState volumeMigrationState) {}
