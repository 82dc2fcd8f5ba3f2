package io.kubevirt.ee.api.stream;

import java.util.Arrays;
import java.util.Optional;

/** The streams of an instance that can be opened. */
public enum StreamKind {
    /** The guest's serial console. */
    CONSOLE("console", "No serial consoles are present."),
    /** The guest's screen, as the VNC protocol. */
    VNC("vnc", "No graphics devices are present."),
    /** A slot for a USB device of the caller's, as the usbredir protocol. */
    USB("usbredir", "Not configured with USB Redirection"),
    /** A port of the guest's address. */
    PORT("portforward", "no network interfaces are present");

    private final String subresource;
    private final String missing;

    StreamKind(String subresource, String missing) {
        this.subresource = subresource;
        this.missing = missing;
    }

    /** Returns the name of the subresource, here and, as a beginning, at virt-handler. */
    public String subresource() {
        return subresource;
    }

    /** Returns what to say when the instance has nothing that could be streamed so. */
    String missing() {
        return missing;
    }

    /** Returns the stream of the subresource, or nothing when it is no stream. */
    public static Optional<StreamKind> of(String subresource) {
        return Arrays.stream(values())
                .filter(kind -> kind.subresource.equals(subresource))
                .findFirst();
    }
}
