package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.SoundDevice;
import java.util.List;
import java.util.Optional;

/** A sound card for the guest's sake; nobody listens. */
final class SoundPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        return Optional.ofNullable(request.devices().sound()).stream()
                .map(SoundPart::element)
                .toList();
    }

    private static Element element(SoundDevice sound) {
        String model = sound.model() == null || sound.model().isEmpty() ? "ich9" : sound.model();
        return Element.of("sound")
                .with("model", model)
                .with(Element.of("alias").with("name", "ua-" + sound.name()));
    }
}
