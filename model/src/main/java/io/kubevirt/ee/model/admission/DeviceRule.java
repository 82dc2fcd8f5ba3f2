package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.GPU;
import io.kubevirt.ee.model.v1.HostDevice;
import io.kubevirt.ee.model.v1.Input;
import io.kubevirt.ee.model.v1.SoundDevice;
import java.util.List;
import java.util.Set;

/** Pointers, sound, screen and devices of the node. */
final class DeviceRule implements Rule {
    private static final Set<String> INPUT_BUSES = Set.of("", "virtio", "usb");
    private static final Set<String> SOUND_MODELS = Set.of("", "ich9", "ac97");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        Devices devices = spec.devices();
        inputs(Absent.list(devices.inputs()), findings);
        if (devices.sound() != null) {
            sound(devices.sound(), findings);
        }
        if (devices.video() != null && Boolean.FALSE.equals(devices.autoattachGraphicsDevice())) {
            findings.invalid("video", "needs autoattachGraphicsDevice");
        }
        if (!Absent.list(devices.gpus()).stream().allMatch(DeviceRule::isNamed)) {
            findings.required("domain.devices.gpus", "must each have a deviceName or a claimName");
        }
        if (!Absent.list(devices.hostDevices()).stream().allMatch(DeviceRule::isNamed)) {
            findings.required(
                    "domain.devices.hostDevices", "must each have a deviceName or a claimName");
        }
    }

    private static boolean isNamed(GPU gpu) {
        return Text.isPresent(gpu.deviceName()) || Text.isPresent(gpu.claimName());
    }

    private static boolean isNamed(HostDevice device) {
        return Text.isPresent(device.deviceName()) || Text.isPresent(device.claimName());
    }

    private static void inputs(List<Input> inputs, Findings findings) {
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            String path = "domain.devices.inputs[" + i + "]";
            if (input.bus() != null && !INPUT_BUSES.contains(input.bus())) {
                findings.invalid(path + ".bus", "must be virtio or usb");
            }
            if (!"tablet".equals(input.type())) {
                findings.invalid(path + ".type", "must be tablet");
            }
        }
    }

    private static void sound(SoundDevice sound, Findings findings) {
        if (sound.model() != null && !SOUND_MODELS.contains(sound.model())) {
            findings.invalid("Sound", "must have the model ich9 or ac97");
        }
        if (Text.isAbsent(sound.name())) {
            findings.invalid("Sound", "must have a name");
        }
    }
}
