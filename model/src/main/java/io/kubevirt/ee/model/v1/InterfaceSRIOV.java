package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.domain.devices.interfaces[].sriov} of a VirtualMachineInstance. */
@RecordBuilder
public record InterfaceSRIOV() {}
