package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.seccompConfiguration} of a KubeVirt. */
@RecordBuilder
public record SeccompConfiguration(VirtualMachineInstanceProfile virtualMachineInstanceProfile) {}
