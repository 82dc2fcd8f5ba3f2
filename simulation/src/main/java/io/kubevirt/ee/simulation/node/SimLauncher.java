package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.LauncherRef;
import java.time.Instant;
import java.util.Optional;

/**
 * The process of one launcher pod: lives, may be asked to stop, may be told that its guest ended.
 */
final class SimLauncher {
    private final LauncherRef ref;
    private boolean alive = true;
    private Optional<Instant> stopRequestedAt = Optional.empty();
    private Optional<Instant> terminatedAt = Optional.empty();
    private Optional<Boolean> guestEndedCleanly = Optional.empty();

    SimLauncher(LauncherRef ref) {
        this.ref = ref;
    }

    LauncherRef ref() {
        return ref;
    }

    boolean alive() {
        return alive;
    }

    /** By the node's wall clock: the time of the file that it makes. */
    Optional<Instant> stopRequestedAt() {
        return stopRequestedAt;
    }

    /** By the kubelet's steady clock. */
    Optional<Instant> terminatedAt() {
        return terminatedAt;
    }

    /** SIGTERM: remembers the first one. */
    void terminate(Instant wall, Instant steady) {
        if (stopRequestedAt.isEmpty()) {
            stopRequestedAt = Optional.of(wall);
            terminatedAt = Optional.of(steady);
        }
    }

    void guestEnded(boolean clean) {
        if (guestEndedCleanly.isEmpty()) {
            guestEndedCleanly = Optional.of(clean);
        }
    }

    /** Whether it ends by itself now, with exit code 0. */
    boolean ends() {
        return alive
                && guestEndedCleanly
                        .map(clean -> clean || stopRequestedAt.isPresent())
                        .orElse(false);
    }

    void die() {
        alive = false;
    }
}
