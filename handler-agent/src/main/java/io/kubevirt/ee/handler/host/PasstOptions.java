package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What passt(1) is told of one interface. */
final class PasstOptions {

    private static final int LOG_LIMIT_BYTES = 1 << 16;

    private PasstOptions() {}

    /** Its options, the socket's first. */
    static List<String> of(NicNeed nic, ResolverConfiguration resolver, Path socket, Path log) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                socket(socket),
                                "--vhost-user",
                                // Ends when qemu does.
                                "--one-off",
                                "--quiet",
                                "--log-file=" + log,
                                "--log-size=" + LOG_LIMIT_BYTES,
                                "--interface=" + GuestNetwork.POD_INTERFACE,
                                // The router is the router, and nobody's loopback address.
                                "--no-map-gw",
                                "--hostname=" + nic.hostname()));
        options.addAll(resolver(resolver));
        options.add("--tcp-ports=" + ports(nic, "tcp"));
        options.add("--udp-ports=" + ports(nic, "udp"));
        return options;
    }

    /** The one that tells a guest's passt from others. */
    static String socket(Path socket) {
        return "--socket=" + socket;
    }

    /** Without them passt would tell what the agent's own container has. */
    private static List<String> resolver(ResolverConfiguration resolver) {
        List<String> options = new ArrayList<>();
        resolver.servers().forEach(server -> options.add("--dns=" + server));
        if (resolver.servers().isEmpty()) {
            options.add("--dns=none");
        }
        options.add(
                "--search="
                        + (resolver.searches().isEmpty()
                                ? "none"
                                : String.join(" ", resolver.searches())));
        return options;
    }

    /** Named twice, a port could not be bound a second time. */
    private static String ports(NicNeed nic, String protocol) {
        if (nic.ports().isEmpty()) {
            return "all";
        }
        String listed =
                nic.ports().stream()
                        .filter(port -> port.protocol().equals(protocol))
                        .map(ForwardedPort::port)
                        .distinct()
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
        return listed.isEmpty() ? "none" : listed;
    }
}
