package io.kubevirt.ee.model.v1;

import java.util.List;
import java.util.regex.Pattern;

/** Names as RFC 1123 has them: those of Kubernetes' objects. */
public final class DnsName {
    private static final int LABEL_LENGTH = 63;
    private static final int SUBDOMAIN_LENGTH = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

    private DnsName() {}

    /** Tells whether the text is a DNS label. */
    public static boolean isLabel(String text) {
        return text.length() <= LABEL_LENGTH && LABEL.matcher(text).matches();
    }

    /** Tells whether the text is a DNS subdomain: labels with dots between. */
    public static boolean isSubdomain(String text) {
        return text.length() <= SUBDOMAIN_LENGTH
                && List.of(text.split("\\.", -1)).stream()
                        .allMatch(part -> LABEL.matcher(part).matches());
    }
}
