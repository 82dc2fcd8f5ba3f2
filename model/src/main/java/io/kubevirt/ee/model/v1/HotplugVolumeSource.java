package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.volumeRequests[].addVolumeOptions.volumeSource} of a VirtualMachine. */
@RecordBuilder
public record HotplugVolumeSource(
        DataVolumeSource dataVolume, PersistentVolumeClaimVolumeSource persistentVolumeClaim) {}
