package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.runtime.kube.KubeException;
import java.util.function.Supplier;

/** What the API server's answers to writes come to. */
final class Writes {
    private Writes() {}

    /** An object that is gone is deleted; another one of its name is not the one that was meant. */
    static <T> Write<T> delete(Runnable request) {
        try {
            request.run();
            return new Write.Gone<>();
        } catch (KubeException refused) {
            return refused.is(KubeException.Kind.NOT_FOUND) ? new Write.Gone<>() : outcome(refused);
        }
    }

    static <T> Write<T> change(Supplier<T> request) {
        try {
            return new Write.Stored<>(request.get());
        } catch (KubeException refused) {
            return outcome(refused);
        }
    }

    /** A refusal as an outcome; a server that cannot be reached, or fails, is thrown on. */
    static <T> Write<T> outcome(KubeException refused) {
        return switch (refused.kind()) {
            case NOT_FOUND, CONFLICT, ALREADY_EXISTS -> new Write.Stale<>();
            case INVALID, FORBIDDEN -> new Write.Refused<>(refused.getMessage());
            case UNAUTHORIZED, EXPIRED, UNAVAILABLE, UNEXPECTED -> throw refused;
        };
    }
}
