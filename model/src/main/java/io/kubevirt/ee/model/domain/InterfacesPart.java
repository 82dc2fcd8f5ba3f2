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

/**
 * Interfaces on taps that the agent made: libvirt opens them and changes nothing ({@code
 * managed='no'}); where they lead is the agent's doing.
 */
final class InterfacesPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        Map<String, NicNeed> needs =
                GuestNeeds.of(request.vmi()).nics().stream()
                        .collect(Collectors.toMap(NicNeed::name, Function.identity()));
        BootOrder bootOrder = BootOrder.of(request.devices());
        return Absent.list(request.devices().interfaces()).stream()
                .map(
                        nic ->
                                element(
                                        nic,
                                        model(request, nic),
                                        needs.get(nic.name()),
                                        tap(request, nic),
                                        bootOrder))
                .toList();
    }

    private static TapSource tap(DomainRequest request, Interface nic) {
        return Optional.ofNullable(request.resources().taps().get(nic.name()))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "interface " + nic.name() + " was not made ready"));
    }

    private static Element element(
            Interface nic, String model, NicNeed need, TapSource tap, BootOrder bootOrder) {
        Optional<Element> boot = bootOrder.of(nic);
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
                                : Optional.empty())
                .withChild(linkState(nic))
                .withChild(boot)
                // The ROM is for booting from the network, and would be loaded at each start.
                .withChild(
                        boot.isPresent()
                                ? Optional.empty()
                                : Optional.of(Element.of("rom").with("enabled", "no")))
                .withChild(
                        Optional.ofNullable(nic.acpiIndex())
                                .map(index -> Element.of("acpi").with("index", index)))
                .withChild(PciAddress.element(nic.pciAddress()))
                .with(Element.of("alias").with("name", "ua-" + nic.name()));
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
