package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.EFI;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.firmware} of a VirtualMachinePreference.
 *
 * @param preferredUseEfi older form of preferredEfi
 * @param preferredUseSecureBoot older form of preferredEfi.secureBoot
 */
@RecordBuilder
public record FirmwarePreferences(
        EFI preferredEfi,
        Boolean preferredUseBios,
        Boolean preferredUseBiosSerial,
        Boolean preferredUseEfi,
        Boolean preferredUseSecureBoot) {}
