package io.kubevirt.ee.model.instancetype.v1beta1;

import io.kubevirt.ee.model.v1.BlockSize;
import io.kubevirt.ee.model.v1.InterfaceMasquerade;
import io.kubevirt.ee.model.v1.Rng;
import io.kubevirt.ee.model.v1.TPMDevice;
import io.kubevirt.ee.model.v1.VGPUOptions;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.devices} of a VirtualMachinePreference. */
@RecordBuilder
public record DevicePreferences(
        Boolean preferredAutoattachGraphicsDevice,
        Boolean preferredAutoattachInputDevice,
        Boolean preferredAutoattachMemBalloon,
        Boolean preferredAutoattachPodInterface,
        Boolean preferredAutoattachSerialConsole,
        Boolean preferredBlockMultiQueue,
        String preferredCdromBus,
        Boolean preferredDisableHotplug,
        BlockSize preferredDiskBlockSize,
        String preferredDiskBus,
        String preferredDiskCache,
        Boolean preferredDiskDedicatedIoThread,
        String preferredDiskIO,
        String preferredInputBus,
        String preferredInputType,
        InterfaceMasquerade preferredInterfaceMasquerade,
        String preferredInterfaceModel,
        String preferredLunBus,
        Boolean preferredNetworkInterfaceMultiQueue,
        String preferredPanicDeviceModel,
        Rng preferredRng,
        String preferredSoundModel,
        TPMDevice preferredTPM,
        Boolean preferredUseVirtioTransitional,
        String preferredVideoType,
        VGPUOptions preferredVirtualGPUOptions) {}
