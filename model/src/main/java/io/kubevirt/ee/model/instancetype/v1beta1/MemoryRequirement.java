package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.requirements.memory} of a VirtualMachinePreference.
 *
 * @param guest the least memory, in bytes
 */
@RecordBuilder
public record MemoryRequirement(@Required Quantity guest) {}
