package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.VideoDevice;
import java.util.List;
import java.util.Optional;

/**
 * A screen, and a VNC server that listens nowhere: who may see it gets a descriptor from libvirt. A
 * socket in a directory that qemu can write could be replaced by a link to somewhere else.
 */
final class GraphicsPart implements DomainPart {

    private static final int VGA_MEMORY_KIB = 16384;

    @Override
    public List<Element> elements(DomainRequest request) {
        if (!isIn(request)) {
            // Said aloud: libvirt would add a screen to a guest that has none.
            return List.of(Element.of("video").with(Element.of("model").with("type", "none")));
        }
        Element vnc =
                Element.of("graphics")
                        .with("type", "vnc")
                        .with(Element.of("listen").with("type", "none"));
        return List.of(vnc, Element.of("video").with(model(request)));
    }

    static boolean isIn(DomainRequest request) {
        return request.unlessRefused(request.devices().autoattachGraphicsDevice());
    }

    /** Boards of arm64 have no VGA. */
    private static String usual(Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> "vga";
            case ARM64 -> "virtio";
        };
    }

    private static Element model(DomainRequest request) {
        String type =
                Optional.ofNullable(request.devices().video())
                        .map(VideoDevice::type)
                        .filter(stated -> !stated.isEmpty())
                        .orElseGet(() -> usual(request.architecture()));
        Element model = Element.of("model").with("type", type).with("heads", 1);
        return type.equals("vga") ? model.with("vram", VGA_MEMORY_KIB) : model;
    }
}
