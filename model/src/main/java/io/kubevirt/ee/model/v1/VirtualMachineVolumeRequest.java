package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code status.volumeRequests[]} of a VirtualMachine. */
@RecordBuilder
public record VirtualMachineVolumeRequest(
        AddVolumeOptions addVolumeOptions, RemoveVolumeOptions removeVolumeOptions) {}
