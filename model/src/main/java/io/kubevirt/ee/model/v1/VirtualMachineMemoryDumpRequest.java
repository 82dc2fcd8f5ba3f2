package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;

/** {@code status.memoryDumpRequest} of a VirtualMachine. */
@RecordBuilder
public record VirtualMachineMemoryDumpRequest(
        @Required String claimName,
        OffsetDateTime endTimestamp,
        String fileName,
        String message,
        @Required String phase,
        Boolean remove,
        OffsetDateTime startTimestamp) {}
