package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].secret} of a VirtualMachineInstance. */
@RecordBuilder
public record SecretVolumeSource(Boolean optional, String secretName, String volumeLabel) {}
