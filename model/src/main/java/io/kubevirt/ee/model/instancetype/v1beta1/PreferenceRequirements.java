package io.kubevirt.ee.model.instancetype.v1beta1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.requirements} of a VirtualMachinePreference: what a machine must have to use it. */
@RecordBuilder
public record PreferenceRequirements(
        String architecture, CPURequirement cpu, MemoryRequirement memory) {}
