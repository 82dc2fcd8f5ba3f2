package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.DevicePreferences;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.GPU;
import io.kubevirt.ee.model.v1.GPUBuilder;
import io.kubevirt.ee.model.v1.Input;
import io.kubevirt.ee.model.v1.PanicDevice;
import io.kubevirt.ee.model.v1.SoundDevice;
import io.kubevirt.ee.model.v1.VideoDevice;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.List;
import java.util.function.UnaryOperator;

/** Devices that a guest prefers, and how it prefers those that it has. */
final class DeviceTaste {
    private final DevicePreferences taste;

    DeviceTaste(DevicePreferences taste) {
        this.taste = taste;
    }

    /** Which usual devices are attached. */
    Devices attach(Devices stated) {
        return DevicesBuilder.builder(stated)
                .autoattachGraphicsDevice(
                        Stated.or(
                                stated.autoattachGraphicsDevice(),
                                taste.preferredAutoattachGraphicsDevice()))
                .autoattachInputDevice(
                        Stated.or(
                                stated.autoattachInputDevice(),
                                taste.preferredAutoattachInputDevice()))
                .autoattachMemBalloon(
                        Stated.or(
                                stated.autoattachMemBalloon(),
                                taste.preferredAutoattachMemBalloon()))
                .autoattachPodInterface(
                        Stated.or(
                                stated.autoattachPodInterface(),
                                taste.preferredAutoattachPodInterface()))
                .autoattachSerialConsole(
                        Stated.or(
                                stated.autoattachSerialConsole(),
                                taste.preferredAutoattachSerialConsole()))
                .build();
    }

    /** The devices of a spec whose usual ones are attached. */
    Devices apply(VirtualMachineInstanceSpec spec) {
        Devices stated = spec.domain().devices();
        NetworkTaste network = new NetworkTaste(taste, spec);
        return DevicesBuilder.builder(stated)
                .useVirtioTransitional(
                        Stated.or(
                                stated.useVirtioTransitional(),
                                taste.preferredUseVirtioTransitional()))
                .blockMultiQueue(
                        Stated.or(stated.blockMultiQueue(), taste.preferredBlockMultiQueue()))
                .networkInterfaceMultiqueue(
                        Stated.or(
                                stated.networkInterfaceMultiqueue(),
                                taste.preferredNetworkInterfaceMultiQueue()))
                .disableHotplug(Stated.or(stated.disableHotplug(), taste.preferredDisableHotplug()))
                .rng(Stated.or(stated.rng(), taste.preferredRng()))
                .tpm(Stated.or(stated.tpm(), taste.preferredTPM()))
                .sound(sound(stated.sound()))
                .video(video(stated))
                .panicDevices(panicDevices(stated.panicDevices()))
                .disks(each(stated.disks(), new DiskTaste(taste)::apply))
                .interfaces(each(stated.interfaces(), network::apply))
                .inputs(each(stated.inputs(), this::input))
                .gpus(each(stated.gpus(), this::gpu))
                .build();
    }

    private static <T> List<T> each(List<T> listOrNull, UnaryOperator<T> change) {
        return listOrNull == null ? null : listOrNull.stream().map(change).toList();
    }

    private SoundDevice sound(SoundDevice statedOrNull) {
        return statedOrNull == null
                ? null
                : new SoundDevice(
                        Stated.or(statedOrNull.model(), taste.preferredSoundModel()),
                        statedOrNull.name());
    }

    /** A guest without graphics has no use for one. */
    private VideoDevice video(Devices stated) {
        boolean graphics = !Boolean.FALSE.equals(stated.autoattachGraphicsDevice());
        return stated.video() != null || !graphics || Stated.isEmpty(taste.preferredVideoType())
                ? stated.video()
                : new VideoDevice(taste.preferredVideoType());
    }

    private List<PanicDevice> panicDevices(List<PanicDevice> statedOrNull) {
        String model = taste.preferredPanicDeviceModel();
        if (model == null) {
            return statedOrNull;
        }
        return Absent.list(statedOrNull).isEmpty()
                ? List.of(new PanicDevice(model))
                : each(statedOrNull, one -> new PanicDevice(Stated.or(one.model(), model)));
    }

    private Input input(Input stated) {
        return new Input(
                Stated.or(stated.bus(), taste.preferredInputBus()),
                stated.name(),
                Stated.or(stated.type(), taste.preferredInputType()));
    }

    private GPU gpu(GPU stated) {
        return GPUBuilder.builder(stated)
                .virtualGPUOptions(
                        Stated.or(stated.virtualGPUOptions(), taste.preferredVirtualGPUOptions()))
                .build();
    }
}
