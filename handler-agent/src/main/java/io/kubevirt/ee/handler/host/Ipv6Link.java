package io.kubevirt.ee.handler.host;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.handler.host.PodLink.Route;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pod's interface was given of IPv6 by whoever made it. What it heard from a router is not
 * among it: the guest, which is on the same link, hears that itself.
 *
 * @param address global
 * @param routes all of the link, with that to the address' own network
 */
record Ipv6Link(String address, List<Route> routes) {

    private static final String ANYWHERE = "::/0";

    Ipv6Link {
        routes = List.copyOf(routes);
    }

    /**
     * Of the interface.
     *
     * @param device as {@code ip -j addr} shows it
     * @param routes as {@code ip -j -6 route} shows them
     * @return empty where it has no such address, or its way from a router
     */
    static Optional<Ipv6Link> parse(JsonObject device, JsonElement routes) {
        return isAdvertised(routes)
                ? Optional.empty()
                : address(device).map(own -> new Ipv6Link(own, routes(own, routes)));
    }

    private static boolean isAdvertised(JsonElement routes) {
        return routes.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .anyMatch(route -> "ra".equals(text(route, "protocol")));
    }

    private static Optional<String> address(JsonObject device) {
        return device.getAsJsonArray("addr_info").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(info -> "inet6".equals(text(info, "family")))
                .filter(info -> "global".equals(text(info, "scope")))
                .map(info -> text(info, "local"))
                .findFirst();
    }

    private static List<Route> routes(String own, JsonElement shown) {
        List<Route> routes = new ArrayList<>();
        for (JsonElement element : shown.getAsJsonArray()) {
            JsonObject route = element.getAsJsonObject();
            String destination = text(route, "dst");
            if (!destination.equals(own) && !isOfTheLinkAlone(destination)) {
                routes.add(
                        new Route(
                                destination.equals("default") ? ANYWHERE : destination,
                                PodLink.router(route)));
            }
        }
        return routes;
    }

    /** Link-local and multicast: each link has these of its own. */
    private static boolean isOfTheLinkAlone(String destination) {
        if (destination.equals("default")) {
            return false;
        }
        InetAddress address = Inet6Address.ofLiteral(destination.split("/", 2)[0]);
        return address.isLinkLocalAddress() || address.isMulticastAddress();
    }

    private static String text(JsonObject object, String field) {
        return object.has(field) ? object.get(field).getAsString() : "";
    }
}
