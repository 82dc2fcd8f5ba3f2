package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.clientPassthrough} of a VirtualMachineInstance. */
@RecordBuilder
public record ClientPassthroughDevices() {}
