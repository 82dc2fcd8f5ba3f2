package io.kubevirt.ee.handler.stream;

import java.util.Arrays;
import java.util.Optional;

/** The devices that can be streamed; the wording of a missing device is KubeVirt's. */
public enum GuestDevice implements StreamTarget {
    /** The first serial console. */
    CONSOLE("console", "No serial consoles are present."),
    /** The VNC server of the first graphics device. */
    VNC("vnc", "No graphics devices are present.");

    private final String pathSegment;
    private final String absent;

    GuestDevice(String pathSegment, String absent) {
        this.pathSegment = pathSegment;
        this.absent = absent;
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
