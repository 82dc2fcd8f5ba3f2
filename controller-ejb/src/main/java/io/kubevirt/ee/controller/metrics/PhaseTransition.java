package io.kubevirt.ee.controller.metrics;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstancePhaseTransitionTimestamp;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * How long a VMI took to enter a phase, by the times in its status.
 *
 * @param phase the phase entered
 * @param lastPhase the phase left; empty text if it had none
 * @param fromCreation since the VMI was created
 * @param fromLastPhase since it entered the phase before
 * @param fromDeletion since its deletion was asked for, if the guest ended by it
 */
record PhaseTransition(
        String phase,
        String lastPhase,
        Duration fromCreation,
        Optional<Duration> fromLastPhase,
        Optional<Duration> fromDeletion) {

    /** Empty if the phase is the same, or its time is not told. */
    static Optional<PhaseTransition> of(
            VirtualMachineInstance before, VirtualMachineInstance after) {
        String phase = phase(after);
        String lastPhase = phase(before);
        OffsetDateTime created = after.metadata().getCreationTimestamp();
        Optional<OffsetDateTime> entered = entered(after, phase);
        if (phase.equals(lastPhase) || created == null || entered.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PhaseTransition(
                        phase,
                        lastPhase,
                        between(created, entered.get()),
                        entered(after, lastPhase).map(last -> between(last, entered.get())),
                        Optional.ofNullable(after.metadata().getDeletionTimestamp())
                                .filter(asked -> isFinal(phase))
                                .map(asked -> between(asked, entered.get()))));
    }

    private static boolean isFinal(String phase) {
        return phase.equals(VmiPhase.SUCCEEDED.value()) || phase.equals(VmiPhase.FAILED.value());
    }

    private static String phase(VirtualMachineInstance vmi) {
        return vmi.status() == null || vmi.status().phase() == null ? "" : vmi.status().phase();
    }

    private static Optional<OffsetDateTime> entered(VirtualMachineInstance vmi, String phase) {
        return Absent.list(vmi.status().phaseTransitionTimestamps()).stream()
                .filter(entry -> phase.equals(entry.phase()))
                .map(VirtualMachineInstancePhaseTransitionTimestamp::phaseTransitionTimestamp)
                .findFirst();
    }

    /** Clocks of several machines write these times: one that is behind counts as at once. */
    private static Duration between(OffsetDateTime from, OffsetDateTime to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
