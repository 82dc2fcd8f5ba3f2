package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.tpm} of a VirtualMachineInstance. */
@RecordBuilder
public record TPMDevice(Boolean enabled, Boolean persistent) {}
