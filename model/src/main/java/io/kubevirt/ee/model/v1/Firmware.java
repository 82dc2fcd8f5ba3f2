package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Identity and boot of the virtual board. At {@code spec.domain.firmware} of a
 * VirtualMachineInstance.
 *
 * @param serial SMBIOS serial number
 * @param uuid SMBIOS UUID; derived from the name when absent
 */
@RecordBuilder
public record Firmware(
        ACPI acpi, Bootloader bootloader, KernelBoot kernelBoot, String serial, String uuid) {}
