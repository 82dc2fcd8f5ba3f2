package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.AnyWidth;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.domain.devices.interfaces[].dhcpOptions.privateOptions[]} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record DHCPPrivateOptions(@Required @AnyWidth Long option, @Required String value) {}
