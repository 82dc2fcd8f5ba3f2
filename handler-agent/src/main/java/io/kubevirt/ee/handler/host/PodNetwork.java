package io.kubevirt.ee.handler.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A pod's network namespace, held open; commands run inside it. */
final class PodNetwork implements AutoCloseable {

    private static final int DHCP_SERVER_PORT = 67;

    private final PinnedProcess launcher;
    private final Descriptor namespace;

    private PodNetwork(PinnedProcess launcher, Descriptor namespace) {
        this.launcher = launcher;
        this.namespace = namespace;
    }

    /** The network namespace of a launcher, which stays the caller's to close. */
    static PodNetwork of(PinnedProcess launcher) throws IOException {
        return new PodNetwork(launcher, launcher.open("ns/net", 0));
    }

    /** The namespace as a file, for commands that take one. */
    Path file() {
        return namespace.path();
    }

    /** The prefix of a command that runs in this namespace. */
    List<String> enter() {
        return List.of("nsenter", "--net=" + file());
    }

    String run(List<String> command, String input) throws IOException {
        return Command.run(Stream.concat(enter().stream(), command.stream()).toList(), input);
    }

    /**
     * A network device.
     *
     * @param name its name
     * @param mtuBytes its MTU
     * @param addresses its global addresses, IPv4 first
     */
    record Device(String name, int mtuBytes, List<String> addresses) {

        /** Whether one of the addresses is of IPv6. */
        boolean hasIpv6() {
            return addresses.stream().anyMatch(address -> address.contains(":"));
        }
    }

    /** The pod's own interface; empty when the pod has none (any more). */
    Optional<Device> podInterface() throws IOException {
        if (!has(GuestNetwork.POD_INTERFACE)) {
            return Optional.empty();
        }
        String shown =
                run(List.of("ip", "-j", "addr", "show", "dev", GuestNetwork.POD_INTERFACE), "");
        return devices(shown).stream().findFirst();
    }

    /** Whether a device of this name is in the namespace; read without a command. */
    boolean has(String device) throws IOException {
        return Files.readAllLines(launcher.path("net/dev"), StandardCharsets.ISO_8859_1).stream()
                .anyMatch(line -> line.strip().startsWith(device + ":"));
    }

    /** Whether somebody listens on the DHCP server's port; read without a command. */
    boolean servesDhcp() throws IOException {
        String port = ":%04X".formatted(DHCP_SERVER_PORT);
        return Files.readAllLines(launcher.path("net/udp")).stream()
                .map(line -> line.strip().split("\\s+"))
                .anyMatch(fields -> fields.length > 1 && fields[1].endsWith(port));
    }

    /** Whether a unix socket of this path is in use in the namespace; read without a command. */
    boolean hasSocket(Path socket) throws IOException {
        String end = " " + socket;
        return Files.readAllLines(launcher.path("net/unix"), StandardCharsets.ISO_8859_1).stream()
                .anyMatch(line -> line.endsWith(end));
    }

    /** Parses {@code ip -j addr}. */
    static List<Device> devices(String json) {
        List<Device> devices = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
            JsonObject device = element.getAsJsonObject();
            // iproute2 shows an empty object for what its filter left out.
            if (device.has("ifname")) {
                devices.add(
                        new Device(
                                device.get("ifname").getAsString(),
                                device.get("mtu").getAsInt(),
                                addresses(device.getAsJsonArray("addr_info"))));
            }
        }
        return devices;
    }

    private static List<String> addresses(JsonArray infos) {
        List<String> ipv4 = new ArrayList<>();
        List<String> ipv6 = new ArrayList<>();
        for (JsonElement element : infos) {
            JsonObject info = element.getAsJsonObject();
            if ("global".equals(info.get("scope").getAsString())) {
                boolean four = "inet".equals(info.get("family").getAsString());
                (four ? ipv4 : ipv6).add(info.get("local").getAsString());
            }
        }
        return Stream.concat(ipv4.stream(), ipv6.stream()).toList();
    }

    @Override
    public void close() {
        namespace.close();
    }
}
