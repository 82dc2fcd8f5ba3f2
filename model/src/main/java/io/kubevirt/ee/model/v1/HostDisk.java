package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].hostDisk} of a VirtualMachineInstance. */
@RecordBuilder
public record HostDisk(
        Quantity capacity, @Required String path, Boolean shared, @Required String type) {}
