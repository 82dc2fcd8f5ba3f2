package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.DnsName;
import java.util.List;
import java.util.regex.Pattern;

/** Forms of names and values, as Kubernetes and libvirt define them. */
final class Text {
    private static final int LABEL_LENGTH = 63;
    private static final int PORT_NAME_LENGTH = 15;
    private static final Pattern QUALIFIED_NAME =
            Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
    private static final Pattern SERIAL = Pattern.compile("[A-Za-z0-9_.+-]+");
    private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern PCI_ADDRESS =
            Pattern.compile("[0-9a-fA-F]{4}:[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7]");

    private Text() {}

    static boolean isAbsent(String valueOrNull) {
        return valueOrNull == null || valueOrNull.isEmpty();
    }

    static boolean isPresent(String valueOrNull) {
        return !isAbsent(valueOrNull);
    }

    /** Tells whether the text is a DNS label (RFC 1123). */
    static boolean isDnsLabel(String text) {
        return DnsName.isLabel(text);
    }

    /** Tells whether the text is a DNS subdomain (RFC 1123): labels with dots between. */
    static boolean isDnsSubdomain(String text) {
        return DnsName.isSubdomain(text);
    }

    /** Tells whether the text is a key of a label: a name, with or without a subdomain before. */
    static boolean isLabelKey(String text) {
        String[] parts = text.split("/", -1);
        return switch (parts.length) {
            case 1 -> isQualifiedName(parts[0]);
            case 2 -> isDnsSubdomain(parts[0]) && isQualifiedName(parts[1]);
            default -> false;
        };
    }

    private static boolean isQualifiedName(String text) {
        return text.length() <= LABEL_LENGTH && QUALIFIED_NAME.matcher(text).matches();
    }

    /** Tells whether the text is the value of a label. */
    static boolean isLabelValue(String text) {
        return text.isEmpty() || isQualifiedName(text);
    }

    /** Tells whether the text names a port (RFC 6335). */
    static boolean isPortName(String text) {
        return text.length() <= PORT_NAME_LENGTH && PORT_NAME.matcher(text).matches();
    }

    /** Tells whether libvirt takes the text as a serial number. */
    static boolean isSerial(String text) {
        return SERIAL.matcher(text).matches();
    }

    /** Tells whether the text is an absolute path to something other than the root, as is. */
    static boolean isAbsolutePath(String text) {
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        if (!path.startsWith("/")) {
            return false;
        }
        return List.of(path.substring(1).split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    }

    /** Tells whether the text is a PCI address with its domain, such as 0000:01:00.0. */
    static boolean isPciAddress(String text) {
        return PCI_ADDRESS.matcher(text).matches();
    }
}
