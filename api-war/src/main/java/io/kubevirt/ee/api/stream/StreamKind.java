package io.kubevirt.ee.api.stream;

import java.util.Arrays;
import java.util.Optional;

/** The streams of an instance that can be opened. */
public enum StreamKind {
    /** The guest's serial console. */
    CONSOLE("console");

    private final String subresource;

    StreamKind(String subresource) {
        this.subresource = subresource;
    }

    /** Returns the name of the subresource, here and at virt-handler. */
    public String subresource() {
        return subresource;
    }

    /** Returns the stream of the subresource, or nothing when it is no stream. */
    public static Optional<StreamKind> of(String subresource) {
        return Arrays.stream(values())
                .filter(kind -> kind.subresource.equals(subresource))
                .findFirst();
    }
}
