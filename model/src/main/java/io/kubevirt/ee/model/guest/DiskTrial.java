package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a guest that a failed disk has paused is let run again. Qemu repeats what failed, so a disk
 * that fails again pauses it at once, and nothing is lost by the attempt.
 */
final class DiskTrial {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration WHILE_FULL = Duration.ofMinutes(1);
    private static final Duration LASTS = Duration.ofSeconds(2);

    private DiskTrial() {}

    /** Whether to try now; never before its user is told of the pause. */
    static boolean isDue(GuestView view) {
        return toldSince(view).isPresent() && !untilNext(view).isPositive();
    }

    /** Whether the guest runs for so short a time that the next write may still pause it. */
    static boolean isUnderWay(GuestView view) {
        return toldSince(view).isPresent() && untilEnd(view).isPositive();
    }

    /** How long a guest that runs again is watched. */
    static Duration untilEnd(GuestView view) {
        return view.resumedAt()
                .map(at -> Duration.between(view.now(), at.plus(LASTS)))
                .orElse(Duration.ZERO);
    }

    /**
     * How long to wait with the next attempt: half as long as it has been tried for, between a
     * second and a quarter of a minute. Where a volume cannot grow an attempt is hardly worth it.
     */
    static Duration untilNext(GuestView view) {
        Instant since = toldSince(view).orElse(view.now());
        Instant last = view.resumedAt().filter(since::isBefore).orElse(since);
        Duration half = Duration.between(since, last).dividedBy(2);
        Duration growing =
                half.compareTo(FIRST) < 0 ? FIRST : half.compareTo(LONGEST) > 0 ? LONGEST : half;
        boolean full = view.observation().filter(seen -> !seen.fullVolumes().isEmpty()).isPresent();
        return Duration.between(view.now(), last.plus(full ? WHILE_FULL : growing));
    }

    private static Optional<Instant> toldSince(GuestView view) {
        return InstanceConditions.of(view.instance().status().conditions())
                .get(ConditionType.PAUSED)
                .filter(told -> Reason.PAUSED_IO_ERROR.value().equals(told.reason()))
                .map(VirtualMachineInstanceCondition::lastTransitionTime)
                .map(time -> time.toInstant());
    }
}
