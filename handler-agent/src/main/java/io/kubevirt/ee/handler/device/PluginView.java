package io.kubevirt.ee.handler.device;

import java.time.Duration;
import java.util.Optional;

/**
 * How things stand between the kubelet and this plugin.
 *
 * @param folder whether the kubelet's folder for plugins is there
 * @param own the socket at our path
 * @param bound the socket that our server listens on; empty: it does not
 * @param kubelet the kubelet's socket
 * @param registration the last one that the kubelet accepted
 * @param watched whether the kubelet watches our devices
 * @param pause how long nothing may be tried again, after what failed
 */
record PluginView(
        boolean folder,
        Optional<SocketId> own,
        Optional<SocketId> bound,
        Optional<SocketId> kubelet,
        Optional<Registration> registration,
        boolean watched,
        Duration pause) {

    /**
     * A registration.
     *
     * @param kubelet who accepted it
     * @param server the socket that it names
     * @param age how long ago that was
     */
    record Registration(SocketId kubelet, SocketId server, Duration age) {}
}
