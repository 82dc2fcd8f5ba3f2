package io.kubevirt.ee.model.domain;

import java.util.List;

/** The channel on which an agent in the guest is asked; libvirt makes its socket and serves it. */
final class GuestAgentPart implements DomainPart {

    private static final String NAME = "org.qemu.guest_agent.0";

    @Override
    public List<Element> elements(DomainRequest request) {
        return List.of(
                Element.of("channel")
                        .with("type", "unix")
                        .with(Element.of("target").with("type", "virtio").with("name", NAME)));
    }
}
