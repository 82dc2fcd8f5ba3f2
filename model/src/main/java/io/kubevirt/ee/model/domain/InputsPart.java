package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Input;
import java.util.ArrayList;
import java.util.List;

/** Pointers. {@code autoattachInputDevice} adds a tablet where the VMI names none. */
final class InputsPart implements DomainPart {

    private static final Input TABLET = new Input("usb", "default-0", "tablet");

    @Override
    public List<Element> elements(DomainRequest request) {
        List<Element> elements = new ArrayList<>();
        for (Input input : inputs(request)) {
            elements.add(
                    Element.of("input")
                            .with("type", input.type())
                            .with("bus", bus(input))
                            .with(Element.of("alias").with("name", "ua-" + input.name())));
        }
        return elements;
    }

    static boolean usesUsb(DomainRequest request) {
        return inputs(request).stream().anyMatch(input -> bus(input).equals("usb"));
    }

    private static List<Input> inputs(DomainRequest request) {
        List<Input> stated = Absent.list(request.devices().inputs());
        boolean add = Absent.flag(request.devices().autoattachInputDevice()) && stated.isEmpty();
        return add ? List.of(TABLET) : stated;
    }

    private static String bus(Input input) {
        return input.bus() == null || input.bus().isEmpty() ? "usb" : input.bus();
    }
}
