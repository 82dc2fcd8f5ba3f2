package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.Architecture;
import java.util.List;

/** The serial console, on a unix socket in the guest's directory, and its log. */
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
                                        .with("path", request.resources().serialSocket()))
                        .with(log(request))
                        .with(
                                Element.of("target")
                                        .with("type", port(request.architecture()))
                                        .with("port", 0)));
    }

    /** What the board has: a port of the PC's, or the one of the system. */
    private static String port(Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> "isa-serial";
            case ARM64 -> "system-serial";
        };
    }

    private static List<Element> log(DomainRequest request) {
        return SerialLog.isWanted(request.domain())
                ? List.of(
                        Element.of("log")
                                .with("file", request.resources().serialLog())
                                .with("append", "on"))
                : List.of();
    }
}
