package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Binding: the guest takes over the address of the pod. At {@code
 * spec.domain.devices.interfaces[].bridge} of a VirtualMachineInstance.
 */
@RecordBuilder
public record InterfaceBridge() {}
