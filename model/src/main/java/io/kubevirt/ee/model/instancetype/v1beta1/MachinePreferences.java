package io.kubevirt.ee.model.instancetype.v1beta1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.machine} of a VirtualMachinePreference. */
@RecordBuilder
public record MachinePreferences(String preferredMachineType) {}
