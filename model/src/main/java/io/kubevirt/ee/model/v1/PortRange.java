package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A range of ports, both ends included. At {@code spec.domain.devices.interfaces[].portRanges[]} of
 * a VirtualMachineInstance.
 */
@RecordBuilder
public record PortRange(
        @Required Integer end, @Required String protocol, @Required Integer start) {}
