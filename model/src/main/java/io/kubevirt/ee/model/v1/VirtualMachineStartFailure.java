package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;

/**
 * Starts that failed in a row, and when the next one is due. At {@code status.startFailure} of a
 * VirtualMachine.
 */
@RecordBuilder
public record VirtualMachineStartFailure(
        @AnyWidth Long consecutiveFailCount,
        String lastFailedVMIUID,
        OffsetDateTime retryAfterTimestamp) {}
