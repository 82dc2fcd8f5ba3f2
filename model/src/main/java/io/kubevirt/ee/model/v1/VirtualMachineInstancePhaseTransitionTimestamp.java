package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;

/**
 * When an instance entered a phase. At {@code status.phaseTransitionTimestamps[]} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record VirtualMachineInstancePhaseTransitionTimestamp(
        String phase, OffsetDateTime phaseTransitionTimestamp) {}
