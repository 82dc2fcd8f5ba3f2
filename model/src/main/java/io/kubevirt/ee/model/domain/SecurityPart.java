package io.kubevirt.ee.model.domain;

import java.util.List;

/**
 * qemu runs under the guest's own uid. Libvirt gives the files that it makes itself to that uid;
 * images stay as the agent made them, which {@link ImageSource} says of each.
 */
final class SecurityPart implements DomainPart {

    private static final int QEMU_GID = 107;

    @Override
    public List<Element> elements(DomainRequest request) {
        return List.of(
                Element.of("seclabel")
                        .with("type", "static")
                        .with("model", "dac")
                        .with("relabel", "yes")
                        .with(
                                Element.text(
                                        "label",
                                        "+" + request.resources().uid() + ":+" + QEMU_GID)));
    }
}
