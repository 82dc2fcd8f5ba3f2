package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A source of data for the disk of the same name; exactly one source. At {@code spec.volumes[]} of
 * a VirtualMachineInstance.
 */
@RecordBuilder
public record Volume(
        CloudInitConfigDriveSource cloudInitConfigDrive,
        CloudInitNoCloudSource cloudInitNoCloud,
        ConfigMapVolumeSource configMap,
        ContainerDiskSource containerDisk,
        ContainerPathVolumeSource containerPath,
        DataVolumeSource dataVolume,
        DownwardAPIVolumeSource downwardAPI,
        DownwardMetricsVolumeSource downwardMetrics,
        EmptyDiskSource emptyDisk,
        EphemeralVolumeSource ephemeral,
        HostDisk hostDisk,
        MemoryDumpVolumeSource memoryDump,
        @Required String name,
        PersistentVolumeClaimVolumeSource persistentVolumeClaim,
        SecretVolumeSource secret,
        ServiceAccountVolumeSource serviceAccount,
        SysprepSource sysprep) {}
