package io.kubevirt.ee.model.domain;

import java.util.List;

/** The balloon: memory the guest has freed goes back to the node, and its figures can be read. */
final class BalloonPart implements DomainPart {

    private static final int FIGURES_EVERY_SECONDS = 10;

    @Override
    public List<Element> elements(DomainRequest request) {
        Element balloon = Element.of("memballoon");
        if (!request.unlessRefused(request.devices().autoattachMemBalloon())) {
            return List.of(balloon.with("model", "none"));
        }
        return List.of(
                balloon.with("model", request.virtioModel().orElse("virtio"))
                        .with("freePageReporting", "on")
                        .with(Element.of("stats").with("period", FIGURES_EVERY_SECONDS)));
    }
}
