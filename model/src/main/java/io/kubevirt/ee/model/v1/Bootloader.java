package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * BIOS or UEFI; BIOS when neither is given. At {@code spec.domain.firmware.bootloader} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record Bootloader(BIOS bios, EFI efi) {}
