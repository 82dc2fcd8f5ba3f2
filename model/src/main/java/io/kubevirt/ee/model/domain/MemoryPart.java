package io.kubevirt.ee.model.domain;

import io.kubernetes.client.custom.Quantity;
import java.util.ArrayList;
import java.util.List;

/** Memory in bytes; libvirt rounds it up to KiB. */
final class MemoryPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        Quantity memory =
                GuestSize.memory(request.domain())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "a VMI without memory got past admission"));
        List<Element> elements = new ArrayList<>();
        GuestSize.mostMemory(request.domain()).map(MemoryPart::room).ifPresent(elements::add);
        elements.add(Element.text("memory", GuestSize.wholeUnits(memory)).with("unit", "b"));
        if (FilesystemsPart.areIn(request) || InterfacesPart.passtIsIn(request)) {
            elements.add(shared());
        }
        return elements;
    }

    /** Addresses for one more module, as in KubeVirt. */
    private static Element room(Quantity most) {
        return Element.text("maxMemory", GuestSize.wholeUnits(most))
                .with("slots", 1)
                .with("unit", "b");
    }

    /** Who serves a folder, or is the guest's network, writes what it reads into its memory. */
    private static Element shared() {
        return Element.of("memoryBacking")
                .with(
                        Element.of("source").with("type", "memfd"),
                        Element.of("access").with("mode", "shared"));
    }
}
