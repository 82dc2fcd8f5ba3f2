package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.model.domain.GuestResources;
import java.util.Arrays;
import java.util.Optional;

/** The devices that can be streamed; the wording of a missing device is KubeVirt's. */
public enum GuestDevice implements StreamTarget {
    /** The first serial console. */
    CONSOLE("console", "No serial consoles are present.", 1),
    /** The VNC server of the first graphics device. */
    VNC("vnc", "No graphics devices are present.", 1),
    /** Slots for USB devices of clients. */
    USB("usbredir", "Not configured with USB Redirection", GuestResources.USB_SLOTS);

    private final String pathSegment;
    private final String absent;
    private final int slots;

    GuestDevice(String pathSegment, String absent, int slots) {
        this.pathSegment = pathSegment;
        this.absent = absent;
        this.slots = slots;
    }

    /** How many clients each have one of their own. */
    int slots() {
        return slots;
    }

    /** What to say when the guest has no such device. */
    String absent() {
        return absent;
    }

    /** The device that the last segment of a request's path names. */
    static Optional<GuestDevice> named(String pathSegment) {
        return Arrays.stream(values())
                .filter(device -> device.pathSegment.equals(pathSegment))
                .findFirst();
    }
}
