package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.Network;
import io.kubevirt.ee.model.v1.PodNetwork;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Networks: one source each, the pod's once at most, an interface for each. */
final class NetworkRule implements Rule {
    @Override
    public void check(GuestSpec spec, Findings findings) {
        List<Network> networks = spec.networks();
        single(networks, findings);
        Set<String> interfaces =
                spec.interfaces().stream().map(Interface::name).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < networks.size(); i++) {
            Network network = networks.get(i);
            String path = "networks[" + i + "]";
            source(network, path, findings);
            if (!seen.add(network.name())) {
                findings.duplicate(path + ".name", "is the name of another network too");
            }
            if (!interfaces.contains(network.name())) {
                findings.required(path + ".name", "is the name of no interface");
            }
        }
    }

    private static void single(List<Network> networks, Findings findings) {
        long pods = networks.stream().filter(network -> network.pod() != null).count();
        long defaults =
                networks.stream()
                        .filter(n -> n.multus() != null && Absent.flag(n.multus().isDefault()))
                        .count();
        if (pods > 1) {
            findings.duplicate("interfaces", "must connect the pod network once at most");
        }
        if (defaults > 1) {
            findings.invalid("networks", "must hold one default multus network at most");
        }
        if (pods > 0 && defaults > 0) {
            findings.invalid("networks", "cannot hold the pod network beside a default of multus");
        }
    }

    private static void source(Network network, String path, Findings findings) {
        long sources =
                Stream.of(network.pod(), network.multus(), network.resourceClaim())
                        .filter(Objects::nonNull)
                        .count();
        if (sources != 1) {
            findings.required(path, "must have exactly one source");
        }
        if (network.multus() != null && Text.isAbsent(network.multus().networkName())) {
            findings.required(path, "must have a networkName");
        }
        if (network.pod() != null) {
            pod(network.pod(), path + ".pod", findings);
        }
    }

    private static void pod(PodNetwork pod, String path, Findings findings) {
        if (Text.isPresent(pod.vmNetworkCIDR()) && !IpAddress.isGuestNetwork(pod.vmNetworkCIDR())) {
            findings.invalid(path + ".vmNetworkCIDR", "must be an IPv4 network of /30 or wider");
        }
        if (Text.isPresent(pod.vmIPv6NetworkCIDR())
                && !IpAddress.isIpv6GuestNetwork(pod.vmIPv6NetworkCIDR())) {
            findings.invalid(
                    path + ".vmIPv6NetworkCIDR",
                    "must be an IPv6 network of /126 or wider, and of no special use");
        }
    }
}
