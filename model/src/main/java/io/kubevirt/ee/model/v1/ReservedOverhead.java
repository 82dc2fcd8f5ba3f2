package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.OneOf;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.memory.reservedOverhead} of a VirtualMachineInstance. */
@RecordBuilder
public record ReservedOverhead(
        Quantity addedOverhead, @OneOf({"NotRequired", "Required"}) String memLock) {}
