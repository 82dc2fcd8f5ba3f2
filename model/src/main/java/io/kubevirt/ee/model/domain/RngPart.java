package io.kubevirt.ee.model.domain;

import java.util.List;

/** A source of randomness, fed from the node's. */
final class RngPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        if (request.devices().rng() == null) {
            return List.of();
        }
        return List.of(
                Element.of("rng")
                        .with("model", request.virtioModel().orElse("virtio"))
                        .with(Element.text("backend", "/dev/urandom").with("model", "random")));
    }
}
