package io.kubevirt.ee.model.domain;

import io.kubernetes.client.custom.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        Optional<HugePages> pages = HugePages.of(request.domain());
        boolean mapped = FilesystemsPart.areIn(request) || InterfacesPart.passtIsIn(request);
        if (mapped || pages.isPresent()) {
            elements.add(shared(pages));
        }
        return elements;
    }

    /** Addresses for one more module, as in KubeVirt. */
    private static Element room(Quantity most) {
        return Element.text("maxMemory", GuestSize.wholeUnits(most))
                .with("slots", 1)
                .with("unit", "b");
    }

    /**
     * Who serves a folder, or is the guest's network, writes what it reads into its memory; the
     * agent takes huge pages anew (ADR 20).
     */
    private static Element shared(Optional<HugePages> pages) {
        return Element.of("memoryBacking")
                .withChild(pages.map(MemoryPart::hugepages))
                .with(
                        Element.of("source").with("type", "memfd"),
                        Element.of("access").with("mode", "shared"));
    }

    private static Element hugepages(HugePages pages) {
        return Element.of("hugepages")
                .with(Element.of("page").with("size", pages.bytes()).with("unit", "b"));
    }
}
