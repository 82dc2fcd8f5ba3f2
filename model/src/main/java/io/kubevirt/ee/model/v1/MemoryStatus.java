package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.memory} of a VirtualMachineInstance. */
@RecordBuilder
public record MemoryStatus(
        Quantity guestAtBoot,
        Quantity guestCurrent,
        Quantity guestRequested,
        Quantity memoryOverhead) {}
