package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.Hugepages;
import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.Range;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.memory} of a VirtualMachineInstancetype.
 *
 * @param overcommitPercent how much less than the guest's memory is requested of the node
 */
@RecordBuilder
public record MemoryInstancetype(
        @Required Quantity guest,
        Hugepages hugepages,
        Quantity maxGuest,
        @AnyWidth @Range(min = 0, max = 100) Integer overcommitPercent) {}
