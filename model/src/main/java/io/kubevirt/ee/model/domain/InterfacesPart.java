package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.GuestResources.TapSource;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Interface;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Interfaces on taps that the agent made, which libvirt opens and does not change ({@code
 * managed='no'}), and on the sockets of passt, which the agent runs: where they lead is its doing.
 */
final class InterfacesPart implements DomainPart {

    /** How long qemu waits before it connects to a new passt. */
    private static final int RECONNECT_SECONDS = 1;

    @Override
    public List<Element> elements(DomainRequest request) {
        Map<String, NicNeed> needs =
                GuestNeeds.of(request.vmi()).nics().stream()
                        .collect(Collectors.toMap(NicNeed::name, Function.identity()));
        BootOrder bootOrder = BootOrder.of(request.devices());
        return interfaces(request)
                .map(nic -> element(request, nic, needs.get(nic.name()), bootOrder.of(nic)))
                .toList();
    }

    /** Whether the guest's memory has to be one that others can map. */
    static boolean passtIsIn(DomainRequest request) {
        return interfaces(request).anyMatch(nic -> nic.passtBinding() != null);
    }

    private static Stream<Interface> interfaces(DomainRequest request) {
        return Absent.list(request.devices().interfaces()).stream();
    }

    private static Element element(
            DomainRequest request, Interface nic, NicNeed need, Optional<Element> boot) {
        Element end =
                switch (need.binding()) {
                    case MASQUERADE, BRIDGE ->
                            onTap(
                                    need,
                                    madeReady(request.resources().taps(), nic),
                                    model(request, nic));
                    case PASST ->
                            onSocket(
                                    need,
                                    madeReady(request.resources().passt(), nic),
                                    model(request, nic));
                };
        return end.withChild(linkState(nic))
                .withChild(boot)
                // The ROM is for booting from the network, and would be loaded at each start.
                .withChild(
                        boot.isPresent()
                                ? Optional.empty()
                                : Optional.of(Element.of("rom").with("enabled", "no")))
                .withChild(
                        Optional.ofNullable(nic.acpiIndex())
                                .map(index -> Element.of("acpi").with("index", index)))
                .withChild(DeviceTags.address(request.domain(), nic).flatMap(PciAddress::element))
                .with(Element.of("alias").with("name", "ua-" + nic.name()));
    }

    private static Element onTap(NicNeed need, TapSource tap, String model) {
        return Element.of("interface")
                .with("type", "ethernet")
                .with(
                        Element.of("mac").with("address", tap.mac().orElse(need.mac())),
                        Element.of("target").with("dev", tap.device()).with("managed", "no"),
                        Element.of("model").with("type", model),
                        Element.of("mtu").with("size", tap.mtuBytes()))
                .withChild(
                        need.queues() > 1
                                ? Optional.of(Element.of("driver").with("queues", need.queues()))
                                : Optional.empty());
    }

    private static Element onSocket(NicNeed need, String socket, String model) {
        return Element.of("interface")
                .with("type", "vhostuser")
                .with(
                        Element.of("mac").with("address", need.mac()),
                        Element.of("source")
                                .with("type", "unix")
                                .with("path", socket)
                                .with("mode", "client")
                                .with(
                                        Element.of("reconnect")
                                                .with("enabled", "yes")
                                                .with("timeout", RECONNECT_SECONDS)),
                        Element.of("model").with("type", model));
    }

    private static <T> T madeReady(Map<String, T> made, Interface nic) {
        return Optional.ofNullable(made.get(nic.name()))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "interface " + nic.name() + " was not made ready"));
    }

    private static String model(DomainRequest request, Interface nic) {
        String model = nic.model() == null || nic.model().isEmpty() ? "virtio" : nic.model();
        return model.equals("virtio") ? request.virtioModel().orElse(model) : model;
    }

    private static Optional<Element> linkState(Interface nic) {
        return "down".equals(nic.state())
                ? Optional.of(Element.of("link").with("state", "down"))
                : Optional.empty();
    }
}
