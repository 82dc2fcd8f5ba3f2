package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A feature switched on or off; given without a value it is on. At {@code
 * spec.domain.devices.disks[].blockSize.matchVolume} of a VirtualMachineInstance and elsewhere.
 */
@RecordBuilder
public record FeatureState(Boolean enabled) {}
