package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A volume of the running guest. At {@code status.volumeStatus[]} of a VirtualMachineInstance.
 *
 * @param size bytes
 * @param target device name in the guest as libvirt has it
 */
@RecordBuilder
public record VolumeStatus(
        ContainerDiskInfo containerDiskVolume,
        HotplugVolumeStatus hotplugVolume,
        DomainMemoryDumpInfo memoryDumpVolume,
        String message,
        @Required String name,
        PersistentVolumeClaimInfo persistentVolumeClaimInfo,
        String phase,
        String reason,
        Long size,
        @Required String target) {}
