package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Binding: the guest has a private address, and the pod's is translated to it. At {@code
 * spec.domain.devices.interfaces[].masquerade} of a VirtualMachineInstance.
 */
@RecordBuilder
public record InterfaceMasquerade() {}
