package io.kubevirt.ee.handler.host;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pod's interface was given by the cluster's network, for the guest that takes it over. It
 * is written down before it is taken away: nobody else remembers it.
 *
 * @param mac of the interface
 * @param address IPv4
 * @param prefixLength of the address' network
 * @param routes all but the one to the address' own network
 * @param ipv6 what it was given of IPv6, if anything
 */
record PodLink(
        String mac, String address, int prefixLength, List<Route> routes, Optional<Ipv6Link> ipv6) {

    /**
     * A route.
     *
     * @param destination a network, or {@code 0.0.0.0/0}, of IPv6 {@code ::/0}
     * @param via the router; empty: what is there is on the link
     */
    record Route(String destination, Optional<String> via) {}

    private static final String ANYWHERE = "0.0.0.0/0";

    PodLink {
        routes = List.copyOf(routes);
    }

    /** As it was when this was first asked for the guest. */
    static PodLink of(GuestDirectory guest, PodNetwork pod) throws IOException {
        Path file = guest.podLink();
        if (!Files.exists(file)) {
            String seen =
                    String.join(
                            "\n",
                            pod.run(show("addr"), "").strip(),
                            pod.run(show("-4", "route"), "").strip(),
                            pod.run(show("-6", "route"), "").strip());
            parse(seen);
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(whole, seen);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return parse(Files.readString(file));
    }

    /** That of a guest whose pod's interface was written down. */
    static Optional<PodLink> written(GuestDirectory guest) throws IOException {
        return Files.exists(guest.podLink())
                ? Optional.of(parse(Files.readString(guest.podLink())))
                : Optional.empty();
    }

    private static List<String> show(String... what) {
        List<String> command = new ArrayList<>(List.of("ip", "-j"));
        command.addAll(List.of(what));
        command.addAll(List.of("show", "dev", GuestNetwork.POD_INTERFACE));
        return command;
    }

    /**
     * Reads {@code ip -j addr} on the first line (with {@code -4} newer ones leave the MAC out),
     * {@code ip -j -4 route} on the second, and {@code ip -j -6 route} on the third, which an older
     * agent did not write.
     */
    static PodLink parse(String text) throws IOException {
        String[] lines = text.split("\n", 3);
        JsonObject device =
                JsonParser.parseString(lines[0]).getAsJsonArray().get(0).getAsJsonObject();
        for (JsonElement info : device.getAsJsonArray("addr_info")) {
            JsonObject address = info.getAsJsonObject();
            if ("inet".equals(address.get("family").getAsString())
                    && "global".equals(address.get("scope").getAsString())) {
                return new PodLink(
                        device.get("address").getAsString(),
                        address.get("local").getAsString(),
                        address.get("prefixlen").getAsInt(),
                        routes(lines[1]),
                        lines.length < 3 || lines[2].isBlank()
                                ? Optional.empty()
                                : Ipv6Link.parse(device, JsonParser.parseString(lines[2])));
            }
        }
        throw new IOException("the launcher pod has no IPv4 address to hand on");
    }

    private static List<Route> routes(String json) {
        List<Route> routes = new ArrayList<>();
        for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
            JsonObject route = element.getAsJsonObject();
            boolean own =
                    route.has("protocol") && "kernel".equals(route.get("protocol").getAsString());
            if (!own) {
                routes.add(new Route(destination(route.get("dst").getAsString()), router(route)));
            }
        }
        return routes;
    }

    /** Of a route as {@code ip -j route} shows it; empty: what is there is on the link. */
    static Optional<String> router(JsonObject route) {
        return route.has("gateway")
                ? Optional.of(route.get("gateway").getAsString())
                : Optional.empty();
    }

    private static String destination(String shown) {
        return shown.equals("default") ? ANYWHERE : shown.contains("/") ? shown : shown + "/32";
    }

    /** The one router, where there is nothing but a way to it and through it. */
    Optional<String> soleRouter() {
        return routes.size() == 1 && routes.getFirst().destination().equals(ANYWHERE)
                ? routes.getFirst().via()
                : Optional.empty();
    }
}
