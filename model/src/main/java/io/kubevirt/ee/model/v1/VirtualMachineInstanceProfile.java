package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.seccompConfiguration.virtualMachineInstanceProfile} of a KubeVirt. */
@RecordBuilder
public record VirtualMachineInstanceProfile(CustomProfile customProfile) {}
