package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.topologyHints} of a VirtualMachineInstance. */
@RecordBuilder
public record TopologyHints(Long tscFrequency) {}
