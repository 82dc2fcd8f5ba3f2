package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].downwardMetrics} of a VirtualMachineInstance. */
@RecordBuilder
public record DownwardMetricsVolumeSource() {}
