package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Absent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens when the guest ends, reboots or crashes; who starts it again is decided above. */
final class LifecyclePart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        boolean terminate = "Terminate".equals(request.domain().rebootPolicy());
        boolean panics = !Absent.list(request.devices().panicDevices()).isEmpty();
        List<Element> elements = new ArrayList<>();
        elements.add(Element.text("on_poweroff", "destroy"));
        elements.add(Element.text("on_reboot", terminate ? "destroy" : "restart"));
        // A kernel that panicked is kept until its end is written down: a domain that libvirt ends
        // looks as if qemu had crashed.
        elements.add(Element.text("on_crash", panics ? "preserve" : "destroy"));
        sleep(request.architecture()).ifPresent(elements::add);
        return elements;
    }

    /** A guest that sleeps looks dead from outside, and nobody would wake it. */
    private static Optional<Element> sleep(Architecture architecture) {
        return switch (architecture) {
            case AMD64 ->
                    Optional.of(
                            Element.of("pm")
                                    .with(
                                            Element.of("suspend-to-mem").with("enabled", "no"),
                                            Element.of("suspend-to-disk").with("enabled", "no")));
            // Libvirt lets nobody say so, and the board cannot sleep.
            case ARM64 -> Optional.empty();
        };
    }
}
