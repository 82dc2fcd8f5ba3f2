package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * An empty disk that lives as long as the instance. At {@code spec.volumes[].emptyDisk} of a
 * VirtualMachineInstance.
 *
 * @param capacity bytes
 */
@RecordBuilder
public record EmptyDiskSource(@Required Quantity capacity) {}
