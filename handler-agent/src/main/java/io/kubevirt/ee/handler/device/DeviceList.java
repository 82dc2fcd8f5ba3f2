package io.kubevirt.ee.handler.device;

import io.kubevirt.ee.handler.device.v1beta1.Device;
import io.kubevirt.ee.handler.device.v1beta1.ListAndWatchResponse;
import java.util.stream.IntStream;

/**
 * How often the node's device can be given away. The kubelet counts names, so one device that many
 * can use has many: all of them are well, or none is.
 *
 * @param device what the names begin with
 * @param count how many guests can use it, nobody's business but the kubelet's
 * @param usable whether the device is there and can be opened
 */
record DeviceList(String device, int count, boolean usable) {

    private static final String HEALTHY = "Healthy";
    private static final String UNHEALTHY = "Unhealthy";

    /** As the kubelet is told. */
    ListAndWatchResponse message() {
        String health = usable ? HEALTHY : UNHEALTHY;
        ListAndWatchResponse.Builder list = ListAndWatchResponse.newBuilder();
        IntStream.range(0, count)
                .mapToObj(number -> Device.newBuilder().setID(device + number).setHealth(health))
                .forEach(list::addDevices);
        return list.build();
    }
}
