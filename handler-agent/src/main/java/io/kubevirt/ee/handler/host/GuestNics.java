package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.domain.GuestResources.TapSource;
import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A guest's interfaces on the node: what qemu opens, and what joins it with the pod's network. */
final class GuestNics {

    private final DhcpServer dhcp;
    private final Passt passt;

    GuestNics(DhcpServer dhcp, Passt passt) {
        this.dhcp = dhcp;
        this.passt = passt;
    }

    /** Makes the taps, by the interfaces' names; what is there stays. */
    static Map<String, TapSource> taps(
            GuestDirectory guest, List<NicNeed> nics, PinnedProcess launcher)
            throws IOException, GuestRefused {
        Map<String, TapSource> taps = new HashMap<>();
        for (NicNeed nic : nics.stream().filter(NicNeed::isTap).toList()) {
            try (PodNetwork pod = PodNetwork.of(launcher)) {
                int mtuBytes = podInterface(pod).mtuBytes();
                Taps.make(nic, guest.uid(), mtuBytes, pod);
                Optional<String> mac =
                        nic.takesPodsMac()
                                ? Optional.of(PodLink.of(guest, pod).mac())
                                : Optional.empty();
                taps.put(nic.name(), new TapSource(nic.tap(), mtuBytes, mac));
            }
        }
        return taps;
    }

    /** Sees to it that passt runs where it is the binding; its sockets by the interfaces' names. */
    Map<String, String> sockets(GuestDirectory guest, List<NicNeed> nics, PinnedProcess launcher)
            throws IOException, GuestRefused {
        Map<String, String> sockets = new HashMap<>();
        for (NicNeed nic : nics.stream().filter(nic -> !nic.isTap()).toList()) {
            try (PodNetwork pod = PodNetwork.of(launcher)) {
                podInterface(pod);
                sockets.put(nic.name(), passt.ensure(guest, nic, launcher, pod).toString());
            }
        }
        return sockets;
    }

    /** Joins them with the pod's network, whatever part of that stands already. */
    void connect(GuestDirectory guest, List<NicNeed> nics, PinnedProcess launcher)
            throws IOException, GuestRefused {
        for (NicNeed nic : nics) {
            try (PodNetwork pod = PodNetwork.of(launcher)) {
                connect(guest, nic, launcher, pod);
            }
        }
    }

    private void connect(GuestDirectory guest, NicNeed nic, PinnedProcess launcher, PodNetwork pod)
            throws IOException, GuestRefused {
        PodNetwork.Device device = podInterface(pod);
        int mtuBytes = device.mtuBytes();
        switch (nic.binding()) {
            case MASQUERADE -> {
                Taps.move(nic, pod);
                Masquerade.make(nic, device, pod);
                Lease lease = Lease.behind(nic, device.hasIpv6());
                dhcp.ensure(guest, nic, lease, mtuBytes, launcher, pod);
            }
            case BRIDGE -> {
                Taps.move(nic, pod);
                PodLink link = PodLink.of(guest, pod);
                PodBridge.make(nic, mtuBytes, link, pod);
                dhcp.ensure(guest, nic, Lease.of(link, nic), mtuBytes, launcher, pod);
            }
            case PASST -> passt.ensure(guest, nic, launcher, pod);
        }
    }

    /** Whether what was joined still is: also a process, which the kernel may have ended. */
    boolean stand(GuestDirectory guest, List<NicNeed> nics, PodNetwork pod) throws IOException {
        for (NicNeed nic : nics) {
            boolean stands =
                    nic.isTap() ? pod.has(nic.tap()) && pod.servesDhcp() : passt.serves(guest, pod);
            if (!stands) {
                return false;
            }
        }
        return true;
    }

    /** Where the guest answers; nothing of a pod that has no address (any more). */
    static List<GuestAddress> addresses(GuestDirectory guest, List<NicNeed> nics, PodNetwork pod)
            throws IOException {
        List<GuestAddress> addresses = new ArrayList<>();
        for (NicNeed nic : nics) {
            address(guest, nic, pod).ifPresent(addresses::add);
        }
        return addresses;
    }

    private static Optional<GuestAddress> address(GuestDirectory guest, NicNeed nic, PodNetwork pod)
            throws IOException {
        return switch (nic.binding()) {
            case MASQUERADE, PASST ->
                    pod.podInterface()
                            .filter(device -> !device.addresses().isEmpty())
                            .map(
                                    device ->
                                            new GuestAddress(
                                                    nic.name(), device.addresses(), device.name()));
            case BRIDGE ->
                    PodLink.written(guest)
                            .map(
                                    link ->
                                            new GuestAddress(
                                                    nic.name(),
                                                    addresses(link),
                                                    GuestNetwork.POD_INTERFACE,
                                                    Optional.of(Lease.of(link, nic).mac())));
        };
    }

    private static List<String> addresses(PodLink link) {
        return Stream.concat(Stream.of(link.address()), link.ipv6().stream().map(Ipv6Link::address))
                .toList();
    }

    /** Ends and removes what is not the pod's, and gone with it. */
    void end(GuestDirectory guest) throws IOException {
        dhcp.end(guest);
        passt.end(guest);
        Taps.removeOf(guest.uid());
    }

    private static PodNetwork.Device podInterface(PodNetwork pod) throws IOException, GuestRefused {
        return pod.podInterface()
                .orElseThrow(
                        () ->
                                new GuestRefused(
                                        GuestRefused.Kind.MAY_PASS,
                                        "the launcher pod has no network interface "
                                                + GuestNetwork.POD_INTERFACE));
    }
}
