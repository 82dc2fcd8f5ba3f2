package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.Network;
import io.kubevirt.ee.model.v1.PodNetwork;
import io.kubevirt.ee.model.v1.Port;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The guest's interfaces: what their taps and addresses are called. */
final class NicNeeds {

    private static final String DEFAULT_CIDR = "10.0.2.0/24";
    private static final String DEFAULT_IPV6_CIDR = "fd10:0:2::/120";
    private static final int TAP_DIGITS = 11;
    private static final int MAC_RANDOM_BYTES = 5;

    private NicNeeds() {}

    static List<NicNeed> of(VirtualMachineInstance vmi) {
        return Absent.list(vmi.spec().domain().devices().interfaces()).stream()
                .map(nic -> need(vmi, nic))
                .toList();
    }

    private static NicNeed need(VirtualMachineInstance vmi, Interface nic) {
        return new NicNeed(
                nic.name(),
                tap(vmi.metadata().getUid(), nic.name()),
                binding(nic),
                GuestNeeds.stated(nic.macAddress())
                        .map(mac -> mac.toLowerCase(Locale.ROOT).replace('-', ':'))
                        .orElseGet(() -> mac(vmi, nic.name())),
                GuestNeeds.stated(nic.macAddress()).isPresent(),
                cidr(vmi, nic.name(), PodNetwork::vmNetworkCIDR).orElse(DEFAULT_CIDR),
                cidr(vmi, nic.name(), PodNetwork::vmIPv6NetworkCIDR).orElse(DEFAULT_IPV6_CIDR),
                GuestHostname.of(vmi),
                Absent.list(nic.ports()).stream().map(NicNeeds::port).toList(),
                DhcpExtras.of(nic.dhcpOptions()),
                NicQueues.of(vmi.spec().domain(), nic));
    }

    private static NicNeed.Binding binding(Interface nic) {
        if (nic.passtBinding() != null) {
            return NicNeed.Binding.PASST;
        }
        return nic.bridge() == null ? NicNeed.Binding.MASQUERADE : NicNeed.Binding.BRIDGE;
    }

    /** Interface names have 15 characters at most; a hash of the uid keeps guests apart. */
    private static String tap(String vmiUid, String nic) {
        return "tap"
                + HexFormat.of().formatHex(sha256(vmiUid + "/" + nic)).substring(0, TAP_DIGITS);
    }

    /**
     * A locally administered address made from the names: a machine that is started again keeps it,
     * as its guest's network configuration expects.
     */
    private static String mac(VirtualMachineInstance vmi, String nic) {
        String names = vmi.metadata().getNamespace() + "/" + vmi.metadata().getName() + "/" + nic;
        return "02:" + HexFormat.ofDelimiter(":").formatHex(sha256(names), 0, MAC_RANDOM_BYTES);
    }

    private static Optional<String> cidr(
            VirtualMachineInstance vmi, String nic, Function<PodNetwork, String> field) {
        return Absent.list(vmi.spec().networks()).stream()
                .filter(network -> network.name().equals(nic))
                .findFirst()
                .map(Network::pod)
                .map(field)
                .flatMap(GuestNeeds::stated);
    }

    private static ForwardedPort port(Port port) {
        String protocol =
                Optional.ofNullable(port.protocol())
                        .filter(stated -> !stated.isEmpty())
                        .orElse("TCP");
        return new ForwardedPort(protocol.toLowerCase(Locale.ROOT), port.port());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
