package io.kubevirt.ee.model.domain;

import java.util.List;
import java.util.stream.IntStream;

/** Slots for USB devices of clients: in each, qemu speaks usbredir on a socket of its own. */
final class RedirectedUsbPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        return isIn(request)
                ? IntStream.range(0, GuestResources.USB_SLOTS)
                        .mapToObj(slot -> slot(request.resources().usbSocket(slot)))
                        .toList()
                : List.of();
    }

    static boolean isIn(DomainRequest request) {
        return request.devices().clientPassthrough() != null;
    }

    private static Element slot(String socket) {
        return Element.of("redirdev")
                .with("bus", "usb")
                .with("type", "unix")
                .with(Element.of("source").with("mode", "bind").with("path", socket));
    }
}
