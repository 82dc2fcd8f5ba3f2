package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.firmware.bootloader.efi} of a VirtualMachineInstance. */
@RecordBuilder
public record EFI(Boolean persistent, Boolean secureBoot) {}
