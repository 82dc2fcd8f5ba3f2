package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Map;

/**
 * What the launcher pod asks of the node for the guest. At {@code spec.domain.resources} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record ResourceRequirements(
        Map<String, Quantity> limits,
        Boolean overcommitGuestOverhead,
        Map<String, Quantity> requests) {}
