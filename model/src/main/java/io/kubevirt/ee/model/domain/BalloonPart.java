package io.kubevirt.ee.model.domain;

import java.util.List;

/**
 * The balloon: memory the guest has freed goes back to the node, and its figures can be read. Huge
 * pages stay: the node might have none left when the guest wants one back.
 */
final class BalloonPart implements DomainPart {

    private static final int FIGURES_EVERY_SECONDS = 10;

    @Override
    public List<Element> elements(DomainRequest request) {
        Element balloon = Element.of("memballoon");
        if (!request.unlessRefused(request.devices().autoattachMemBalloon())) {
            return List.of(balloon.with("model", "none"));
        }
        Element model = balloon.with("model", request.virtioModel().orElse("virtio"));
        boolean kept = HugePages.of(request.domain()).isPresent();
        return List.of(
                (kept ? model : model.with("freePageReporting", "on"))
                        .with(Element.of("stats").with("period", FIGURES_EVERY_SECONDS)));
    }
}
