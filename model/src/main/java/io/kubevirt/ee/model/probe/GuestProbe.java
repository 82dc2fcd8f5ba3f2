package io.kubevirt.ee.model.probe;

import io.kubevirt.ee.model.v1.Probe;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Optional;

/** One probe of a guest: how it is checked, and when. */
public record GuestProbe(ProbeCheck check, ProbeTimes times) {

    /** The readiness probe of a guest. */
    public static Optional<GuestProbe> readiness(VirtualMachineInstanceSpec spec) {
        return of(spec.readinessProbe(), spec);
    }

    /** The liveness probe of a guest. */
    public static Optional<GuestProbe> liveness(VirtualMachineInstanceSpec spec) {
        return of(spec.livenessProbe(), spec);
    }

    private static Optional<GuestProbe> of(Probe probeOrNull, VirtualMachineInstanceSpec spec) {
        return Optional.ofNullable(probeOrNull)
                .map(probe -> new GuestProbe(ProbeCheck.of(probe, spec), ProbeTimes.of(probe)));
    }
}
