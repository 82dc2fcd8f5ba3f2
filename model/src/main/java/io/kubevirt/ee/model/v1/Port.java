package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A port of the guest reachable at the pod's address; with none listed, all are. At {@code
 * spec.domain.devices.interfaces[].ports[]} of a VirtualMachineInstance.
 *
 * @param protocol TCP when absent, or UDP
 */
@RecordBuilder
public record Port(String name, @Required Integer port, String protocol) {}
