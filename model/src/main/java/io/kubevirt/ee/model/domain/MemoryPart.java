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
        return List.of(Element.text("memory", GuestSize.wholeUnits(memory)).with("unit", "b"));
    }
}
