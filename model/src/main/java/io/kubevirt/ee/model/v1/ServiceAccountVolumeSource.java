package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].serviceAccount} of a VirtualMachineInstance. */
@RecordBuilder
public record ServiceAccountVolumeSource(String serviceAccountName) {}
