package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.OneOf;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code status.migrationState.migrationConfiguration.experimental} of a VirtualMachineInstance.
 */
@RecordBuilder
public record ExperimentalMigrationConfiguration(
        @OneOf({"none", "zstd"}) String compression, StallDetectorConfiguration stallDetector) {}
