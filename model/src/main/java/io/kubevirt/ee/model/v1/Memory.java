package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The guest's memory. At {@code spec.domain.memory} of a VirtualMachineInstance.
 *
 * @param guest what the guest sees, in bytes
 * @param maxGuest bytes that may be plugged up to
 */
@RecordBuilder
public record Memory(
        Quantity guest,
        Hugepages hugepages,
        Quantity maxGuest,
        ReservedOverhead reservedOverhead) {}
