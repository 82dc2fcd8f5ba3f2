package io.kubevirt.ee.model.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A guest's PCI address as the API writes it, {@code 0000:81:01.0}, as libvirt wants it. */
final class PciAddress {

    private static final Pattern FORM =
            Pattern.compile("([0-9a-fA-F]{4}):([0-9a-fA-F]{2}):([0-9a-fA-F]{2})\\.([0-7])");

    private PciAddress() {}

    static Optional<Element> element(String address) {
        if (address == null || address.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException("PCI address " + address + " got past admission");
        }
        return Optional.of(
                Element.of("address")
                        .with("type", "pci")
                        .with("domain", "0x" + parts.group(1))
                        .with("bus", "0x" + parts.group(2))
                        .with("slot", "0x" + parts.group(3))
                        .with("function", "0x" + parts.group(4)));
    }
}
