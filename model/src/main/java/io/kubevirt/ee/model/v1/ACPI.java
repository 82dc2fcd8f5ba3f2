package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.firmware.acpi} of a VirtualMachineInstance. */
@RecordBuilder
public record ACPI(String msdmNameRef, String slicNameRef) {}
