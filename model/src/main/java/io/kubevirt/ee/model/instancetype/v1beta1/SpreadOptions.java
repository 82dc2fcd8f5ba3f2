package io.kubevirt.ee.model.instancetype.v1beta1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.cpu.spreadOptions} of a VirtualMachinePreference.
 *
 * @param across SocketsCores, CoresThreads or SocketsCoresThreads
 */
@RecordBuilder
public record SpreadOptions(String across, Integer ratio) {}
