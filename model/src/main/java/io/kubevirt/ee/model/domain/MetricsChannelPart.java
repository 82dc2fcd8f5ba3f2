package io.kubevirt.ee.model.domain;

import java.util.List;

/** The channel on which a guest asks for figures of itself and of its node, by vhostmd's name. */
final class MetricsChannelPart implements DomainPart {

    private static final String NAME = "org.github.vhostmd.1";

    @Override
    public List<Element> elements(DomainRequest request) {
        if (request.devices().downwardMetrics() == null) {
            return List.of();
        }
        return List.of(
                Element.of("channel")
                        .with("type", "unix")
                        .with(
                                Element.of("source")
                                        .with("mode", "bind")
                                        .with("path", request.resources().metricsSocket()),
                                Element.of("target").with("type", "virtio").with("name", NAME)));
    }
}
