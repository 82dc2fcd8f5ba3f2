package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineStartFailure;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Starts that failed in a row, and how long the next one waits: an instance that ended without ever
 * running is a failed start. The count is in the machine's status, so it survives us.
 */
final class StartFailures {
    /**
     * Times the square of the count, and up to half as much again so that machines that fail
     * together do not start together: from 10 s, 40 s, 90 s, 160 s, 250 s, then the longest.
     */
    private static final Duration STEP = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private StartFailures() {}

    /** The record as it shall be. */
    static Optional<VirtualMachineStartFailure> of(VmView view, RunStrategy strategy) {
        Optional<VirtualMachineStartFailure> before = before(view);
        return switch (strategy) {
            case HALTED, MANUAL, WAIT_AS_RECEIVER -> Optional.empty();
            case ALWAYS, RERUN_ON_FAILURE, ONCE ->
                    view.own().map(vmi -> after(before, vmi, view.now())).orElse(before);
        };
    }

    /** How long the next start has to wait; none follows by itself under Once. */
    static Optional<Duration> left(VmView view, RunStrategy strategy) {
        return of(view, strategy)
                .filter(failure -> strategy != RunStrategy.ONCE)
                .map(VirtualMachineStartFailure::retryAfterTimestamp)
                .map(at -> Duration.between(view.now(), at.toInstant()))
                .filter(Duration::isPositive);
    }

    private static Optional<VirtualMachineStartFailure> after(
            Optional<VirtualMachineStartFailure> before, VirtualMachineInstance vmi, Instant now) {
        if (ran(vmi)) {
            return Optional.empty();
        }
        String uid = vmi.metadata().getUid();
        boolean known = before.filter(b -> uid.equals(b.lastFailedVMIUID())).isPresent();
        if (known || !VmiPhase.of(vmi).isFinal()) {
            return before;
        }
        long count = before.map(VirtualMachineStartFailure::consecutiveFailCount).orElse(0L) + 1;
        OffsetDateTime next =
                now.plus(delay(count, uid))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .atOffset(ZoneOffset.UTC);
        return Optional.of(new VirtualMachineStartFailure(count, uid, next));
    }

    private static Duration delay(long count, String uid) {
        Duration delay = STEP.multipliedBy(Math.min(count * count, LONGEST.dividedBy(STEP)));
        Duration apart =
                Duration.ofSeconds(Math.floorMod(uid.hashCode(), delay.toSeconds() / 2 + 1));
        Duration whole = delay.plus(apart);
        return whole.compareTo(LONGEST) < 0 ? whole : LONGEST;
    }

    private static boolean ran(VirtualMachineInstance vmi) {
        return VmiPhase.of(vmi) == VmiPhase.RUNNING
                || (vmi.status() != null
                        && Absent.list(vmi.status().phaseTransitionTimestamps()).stream()
                                .anyMatch(t -> VmiPhase.RUNNING.value().equals(t.phase())));
    }

    private static Optional<VirtualMachineStartFailure> before(VmView view) {
        return Optional.ofNullable(view.vm().status()).map(status -> status.startFailure());
    }
}
