package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.I6300ESBWatchdog;
import io.kubevirt.ee.model.v1.Watchdog;
import java.util.List;
import java.util.Optional;

/** A watchdog: what happens when the guest stops feeding it. */
final class WatchdogPart implements DomainPart {

    @Override
    public List<Element> elements(DomainRequest request) {
        return Optional.ofNullable(request.devices().watchdog()).stream()
                .flatMap(watchdog -> element(watchdog).stream())
                .toList();
    }

    private static Optional<Element> element(Watchdog watchdog) {
        return Optional.ofNullable(watchdog.i6300esb())
                .map(device -> element(watchdog.name(), device));
    }

    private static Element element(String name, I6300ESBWatchdog device) {
        String action =
                device.action() == null || device.action().isEmpty() ? "reset" : device.action();
        return Element.of("watchdog")
                .with("model", "i6300esb")
                .with("action", action)
                .with(Element.of("alias").with("name", "ua-" + name));
    }
}
