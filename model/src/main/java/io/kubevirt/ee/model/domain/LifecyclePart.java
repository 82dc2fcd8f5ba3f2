package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import java.util.List;

/** What happens when the guest ends, reboots or crashes; who starts it again is decided above. */
final class LifecyclePart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        boolean terminate = "Terminate".equals(request.domain().rebootPolicy());
        boolean panics = !Absent.list(request.devices().panicDevices()).isEmpty();
        return List.of(
                Element.text("on_poweroff", "destroy"),
                Element.text("on_reboot", terminate ? "destroy" : "restart"),
                // A kernel that panicked is kept until its end is written down: a domain that
                // libvirt ends looks as if qemu had crashed.
                Element.text("on_crash", panics ? "preserve" : "destroy"),
                // A guest that sleeps looks dead from outside, and nobody would wake it.
                Element.of("pm")
                        .with(
                                Element.of("suspend-to-mem").with("enabled", "no"),
                                Element.of("suspend-to-disk").with("enabled", "no")));
    }
}
