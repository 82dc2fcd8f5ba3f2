package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Range;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code status.migrationState.migrationConfiguration.experimental.stallDetector} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record StallDetectorConfiguration(
        String completionTimeoutFactor,
        String ewmaAlpha,
        String patienceWindowDecayFactor,
        String precopyPossibleFactor,
        Boolean searchLocalMinima,
        @Range(min = 0L, max = 100L) Long stallMargin,
        Long stallProgressTimeout,
        Long switchoverTimeout) {}
