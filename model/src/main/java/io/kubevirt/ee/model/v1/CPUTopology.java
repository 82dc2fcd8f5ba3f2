package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.currentCPUTopology} of a VirtualMachineInstance. */
@RecordBuilder
public record CPUTopology(Integer cores, Integer sockets, Integer threads) {}
