package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.PanicDevice;
import java.util.List;
import java.util.Optional;

/** Devices by which the guest's kernel tells that it panicked; libvirt knows the usual model. */
final class PanicPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        return Absent.list(request.devices().panicDevices()).stream()
                .map(PanicPart::element)
                .toList();
    }

    private static Element element(PanicDevice device) {
        return Optional.ofNullable(device.model())
                .filter(model -> !model.isEmpty())
                .map(model -> Element.of("panic").with("model", model))
                .orElse(Element.of("panic"));
    }
}
