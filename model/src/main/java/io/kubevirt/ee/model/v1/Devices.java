package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.ListType;
import io.kubevirt.ee.model.v1.schema.MaxItems;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * The guest's devices, and which of the usual ones are left out. At {@code spec.domain.devices} of
 * a VirtualMachineInstance.
 */
@RecordBuilder
public record Devices(
        Boolean autoattachGraphicsDevice,
        Boolean autoattachInputDevice,
        Boolean autoattachMemBalloon,
        Boolean autoattachPodInterface,
        Boolean autoattachSerialConsole,
        Boolean autoattachVSOCK,
        Boolean blockMultiQueue,
        ClientPassthroughDevices clientPassthrough,
        Boolean disableHotplug,
        @MaxItems(256) List<Disk> disks,
        DownwardMetrics downwardMetrics,
        @ListType("atomic") List<Filesystem> filesystems,
        @ListType("atomic") List<GPU> gpus,
        @ListType("atomic") List<HostDevice> hostDevices,
        List<Input> inputs,
        @MaxItems(256) List<Interface> interfaces,
        Boolean logSerialConsole,
        Boolean networkInterfaceMultiqueue,
        List<PanicDevice> panicDevices,
        Rng rng,
        SoundDevice sound,
        TPMDevice tpm,
        Boolean useVirtioTransitional,
        VideoDevice video,
        Watchdog watchdog) {}
