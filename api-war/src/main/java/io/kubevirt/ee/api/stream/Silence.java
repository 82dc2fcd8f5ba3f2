package io.kubevirt.ee.api.stream;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many pings in a row each end of a stream has left unanswered. While a message is on its way
 * to the caller none counts: the caller has a deadline for it, and nothing is asked of the agent
 * until it is taken, its answers included.
 */
final class Silence {
    private static final int PINGS_MISSED = 2;

    private final AtomicInteger ofClient = new AtomicInteger();
    private final AtomicInteger ofAgent = new AtomicInteger();

    void clientAnswered() {
        ofClient.set(0);
    }

    void agentAnswered() {
        ofAgent.set(0);
    }

    /** Nobody could answer. */
    void excuse() {
        clientAnswered();
        agentAnswered();
    }

    /** Both are about to be asked again; how the stream ends when one was silent too often. */
    Optional<Ending> ask() {
        if (ofClient.getAndIncrement() >= PINGS_MISSED) {
            return Optional.of(Ending.goingAway("no answer to pings"));
        }
        if (ofAgent.getAndIncrement() >= PINGS_MISSED) {
            return Optional.of(Ending.goingAway("virt-handler does not answer"));
        }
        return Optional.empty();
    }
}
