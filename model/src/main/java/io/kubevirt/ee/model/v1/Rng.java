package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A random number generator fed by the node. At {@code spec.domain.devices.rng} of a
 * VirtualMachineInstance.
 */
@RecordBuilder
public record Rng() {}
