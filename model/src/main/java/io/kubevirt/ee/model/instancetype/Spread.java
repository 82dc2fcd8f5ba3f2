package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.Topology.Across;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.CPUBuilder;
import java.util.Optional;

/**
 * Processors spread over levels.
 *
 * @param across the levels
 * @param ratio how many of the inner go into one of the outer
 */
record Spread(Across across, int ratio) {
    private static final String FIELD = "instancetype.spec.cpu.guest";

    /** The spread that a preference asks for, if it is one that can be made. */
    static Optional<Spread> of(VirtualMachinePreferenceSpec preference) {
        int ratio = Topology.ratio(preference);
        return Topology.acrossNamed(Topology.across(preference))
                .filter(any -> ratio > 0)
                .map(across -> new Spread(across, ratio));
    }

    /** What KubeVirt says when the processors do not come out even. */
    Optional<Conflict> conflict(int processors) {
        String start =
                processors + " vCPUs provided by the instance type are not divisible by the ";
        String given =
                "Spec.PreferSpreadSocketToCoreRatio or Spec.CPU.PreferSpreadOptions.Ratio of ";
        boolean odd = processors % ratio > 0;
        return switch (across) {
            case SOCKETS_CORES -> when(odd, start + given + ratio + " provided by the preference");
            case CORES_THREADS -> when(odd, start + "number of threads per core " + ratio);
            case SOCKETS_CORES_THREADS ->
                    when(
                            processors % Topology.THREADS_PER_CORE > 0
                                    || processors / Topology.THREADS_PER_CORE % ratio > 0,
                            start
                                    + "number of threads per core "
                                    + Topology.THREADS_PER_CORE
                                    + " and "
                                    + given
                                    + ratio);
        };
    }

    private static Optional<Conflict> when(boolean uneven, String message) {
        return uneven ? Optional.of(new Conflict(FIELD, message)) : Optional.empty();
    }

    void lay(int processors, CPUBuilder cpu) {
        switch (across) {
            case SOCKETS_CORES -> cpu.cores(ratio).sockets(processors / ratio);
            case CORES_THREADS -> cpu.threads(ratio).cores(processors / ratio);
            case SOCKETS_CORES_THREADS ->
                    cpu.threads(Topology.THREADS_PER_CORE)
                            .cores(ratio)
                            .sockets(processors / Topology.THREADS_PER_CORE / ratio);
        }
    }
}
