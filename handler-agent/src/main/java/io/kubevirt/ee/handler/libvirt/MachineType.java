package io.kubevirt.ee.handler.libvirt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that a domain's qemu emulates, from its XML: there libvirt puts the versioned type in
 * the place of an alias.
 */
final class MachineType {

    private static final Pattern TYPE =
            Pattern.compile("<type\\b[^>]*\\bmachine=['\"]([^'\"]+)['\"][^>]*>\\s*hvm\\s*</type>");

    private MachineType() {}

    static Optional<String> in(String domainXml) {
        Matcher type = TYPE.matcher(domainXml);
        return type.find() ? Optional.of(type.group(1)) : Optional.empty();
    }
}
