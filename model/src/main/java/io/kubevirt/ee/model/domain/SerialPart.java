package io.kubevirt.ee.model.domain;

import java.util.List;

/** The serial console, on a unix socket in the guest's directory. */
final class SerialPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        if (!request.unlessRefused(request.devices().autoattachSerialConsole())) {
            return List.of();
        }
        return List.of(
                Element.of("serial")
                        .with("type", "unix")
                        .with(
                                Element.of("source")
                                        .with("mode", "bind")
                                        .with("path", request.resources().serialSocket()),
                                Element.of("target").with("type", "isa-serial").with("port", 0)));
    }
}
