package io.kubevirt.ee.model.domain;

import io.kubernetes.client.custom.Quantity;
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
        Element size = Element.text("memory", GuestSize.wholeUnits(memory)).with("unit", "b");
        boolean mapped = FilesystemsPart.areIn(request) || InterfacesPart.passtIsIn(request);
        return mapped ? List.of(size, shared()) : List.of(size);
    }

    /** Who serves a folder, or is the guest's network, writes what it reads into its memory. */
    private static Element shared() {
        return Element.of("memoryBacking")
                .with(
                        Element.of("source").with("type", "memfd"),
                        Element.of("access").with("mode", "shared"));
    }
}
