package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.configuration.seccompConfiguration.virtualMachineInstanceProfile.customProfile} of a
 * KubeVirt.
 */
@RecordBuilder
public record CustomProfile(String localhostProfile, Boolean runtimeDefaultProfile) {}
