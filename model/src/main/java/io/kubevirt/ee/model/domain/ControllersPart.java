package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import java.util.ArrayList;
import java.util.List;

/** USB only where something hangs on it (an idle controller costs wake-ups); SCSI is virtio's. */
final class ControllersPart implements DomainPart {

    /**
     * Clients' slots and as many others. The usual four would be all taken, and where they do not
     * suffice libvirt adds a hub of USB 1, in which no faster device of a client would work.
     */
    private static final int PORTS_WITH_SLOTS = 2 * GuestResources.USB_SLOTS;

    @Override
    public List<Element> elements(DomainRequest request) {
        List<Element> controllers = new ArrayList<>();
        controllers.add(usb(request));
        boolean scsi =
                Absent.list(request.devices().disks()).stream()
                        .anyMatch(disk -> DiskBus.of(disk) == DiskBus.SCSI);
        if (scsi) {
            controllers.add(
                    controller("scsi").with("model", request.virtioModel().orElse("virtio-scsi")));
        }
        // Libvirt makes that of the agent's channel itself, of the usual model.
        request.virtioModel()
                .ifPresent(
                        model -> controllers.add(controller("virtio-serial").with("model", model)));
        return controllers;
    }

    private static Element usb(DomainRequest request) {
        Element usb = controller("usb").with("model", request.needsUsb() ? "qemu-xhci" : "none");
        return RedirectedUsbPart.isIn(request) ? usb.with("ports", PORTS_WITH_SLOTS) : usb;
    }

    private static Element controller(String type) {
        return Element.of("controller").with("type", type).with("index", 0);
    }
}
