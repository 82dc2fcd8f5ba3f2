package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimVolumeSource;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.volumes[].ephemeral} of a VirtualMachineInstance. */
@RecordBuilder
public record EphemeralVolumeSource(V1PersistentVolumeClaimVolumeSource persistentVolumeClaim) {}
