package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.requirements.cpu} of a VirtualMachinePreference.
 *
 * @param guest the least number of processors
 */
@RecordBuilder
public record CPURequirement(@Required Integer guest) {}
