package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.firmware.bootloader.bios} of a VirtualMachineInstance. */
@RecordBuilder
public record BIOS(Boolean useSerial) {}
