package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.volumeStatus[].hotplugVolume} of a VirtualMachineInstance. */
@RecordBuilder
public record HotplugVolumeStatus(String attachPodName, String attachPodUID) {}
