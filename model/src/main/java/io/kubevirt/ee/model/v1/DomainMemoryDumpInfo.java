package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.OffsetDateTime;

/** {@code status.volumeStatus[].memoryDumpVolume} of a VirtualMachineInstance. */
@RecordBuilder
public record DomainMemoryDumpInfo(
        String claimName,
        OffsetDateTime endTimestamp,
        OffsetDateTime startTimestamp,
        String targetFileName) {}
