package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.GuestNeeds;
import java.util.List;

/** A TPM 2.0, which the agent runs beside qemu: libvirt would give its socket to all guests. */
final class TpmPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        return GuestNeeds.of(request.vmi()).tpm()
                ? List.of(element(request.resources().state().tpmSocket()))
                : List.of();
    }

    private static Element element(String socket) {
        return Element.of("tpm")
                .with("model", "tpm-tis")
                .with(
                        Element.of("backend")
                                .with("type", "external")
                                .with(
                                        Element.of("source")
                                                .with("type", "unix")
                                                .with("mode", "connect")
                                                .with("path", socket)));
    }
}
