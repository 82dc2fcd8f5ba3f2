package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.LaunchSecurity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/** {@code spec} of a VirtualMachinePreference. */
@RecordBuilder
public record VirtualMachinePreferenceSpec(
        Map<String, String> annotations,
        ClockPreferences clock,
        CPUPreferences cpu,
        DevicePreferences devices,
        FeaturePreferences features,
        FirmwarePreferences firmware,
        MachinePreferences machine,
        Integer preferSpreadSocketToCoreRatio,
        String preferredArchitecture,
        LaunchSecurity preferredLaunchSecurity,
        String preferredSubdomain,
        Long preferredTerminationGracePeriodSeconds,
        PreferenceRequirements requirements,
        VolumePreferences volumes) {}
