package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Input;
import java.util.ArrayList;
import java.util.List;

/**
 * Pointers. {@code autoattachInputDevice} adds a tablet where the VMI names none. Where the board
 * has none of its own, a guest with a screen has a tablet and a keyboard, as in KubeVirt.
 */
final class InputsPart implements DomainPart {

    private static final Input TABLET = new Input("usb", "default-0", "tablet");
    private static final Input KEYBOARD = new Input("usb", "default-1", "keyboard");

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
        boolean tablet = Absent.flag(request.devices().autoattachInputDevice());
        boolean keyboard =
                switch (request.architecture()) {
                    // The board of a PC has one.
                    case AMD64 -> false;
                    case ARM64 -> GraphicsPart.isIn(request);
                };
        List<Input> inputs = new ArrayList<>(stated);
        if (stated.isEmpty() && (tablet || keyboard)) {
            inputs.add(TABLET);
        }
        if (keyboard) {
            inputs.add(KEYBOARD);
        }
        return inputs;
    }

    private static String bus(Input input) {
        return input.bus() == null || input.bus().isEmpty() ? "usb" : input.bus();
    }
}
