package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A network that an interface of the same name connects to; exactly one source. At {@code
 * spec.networks[]} of a VirtualMachineInstance.
 */
@RecordBuilder
public record Network(
        MultusNetwork multus,
        @Required String name,
        PodNetwork pod,
        ResourceClaimNetworkSource resourceClaim) {}
