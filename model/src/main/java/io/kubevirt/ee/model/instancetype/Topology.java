package io.kubevirt.ee.model.instancetype;

import io.kubevirt.ee.model.instancetype.v1beta1.CPUPreferences;
import io.kubevirt.ee.model.instancetype.v1beta1.SpreadOptions;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import java.util.Arrays;
import java.util.Optional;

/** How an instancetype's processors are laid out in the guest; each has an older name. */
public enum Topology {
    SOCKETS("sockets", "preferSockets"),
    CORES("cores", "preferCores"),
    THREADS("threads", "preferThreads"),
    SPREAD("spread", "preferSpread"),
    ANY("any", "preferAny");

    /** Between which levels processors are spread. */
    public enum Across {
        SOCKETS_CORES("SocketsCores"),
        CORES_THREADS("CoresThreads"),
        SOCKETS_CORES_THREADS("SocketsCoresThreads");

        private final String value;

        Across(String value) {
            this.value = value;
        }

        /** The word as the API spells it. */
        public String value() {
            return value;
        }
    }

    /** Threads of a core, where a preference spreads processors over cores' threads. */
    static final int THREADS_PER_CORE = 2;

    private static final int USUAL_RATIO = 2;

    private final String value;
    private final String olderValue;

    Topology(String value, String olderValue) {
        this.value = value;
        this.olderValue = olderValue;
    }

    /** The word as the API spells it. */
    public String value() {
        return value;
    }

    /** The word as the API spelled it before. */
    public String olderValue() {
        return olderValue;
    }

    /** The topology of a name; empty if none has it. */
    public static Optional<Topology> named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.value.equals(name) || one.olderValue.equals(name))
                .findFirst();
    }

    /** What a preference states; sockets if it states nothing. */
    static Topology of(Optional<VirtualMachinePreferenceSpec> preference) {
        return preference
                .map(VirtualMachinePreferenceSpec::cpu)
                .map(CPUPreferences::preferredCPUTopology)
                .flatMap(Topology::named)
                .orElse(SOCKETS);
    }

    /** How many of the inner go into one of the outer. */
    public static int ratio(VirtualMachinePreferenceSpec preference) {
        Integer older = preference.preferSpreadSocketToCoreRatio();
        return spread(preference)
                .map(SpreadOptions::ratio)
                .orElse(Stated.isZero(older) ? USUAL_RATIO : older);
    }

    /** Between which levels, by the API's word; it may be none. */
    public static String across(VirtualMachinePreferenceSpec preference) {
        return spread(preference).map(SpreadOptions::across).orElse(Across.SOCKETS_CORES.value());
    }

    /** The levels of a word. */
    static Optional<Across> acrossNamed(String word) {
        return Arrays.stream(Across.values()).filter(one -> one.value.equals(word)).findFirst();
    }

    private static Optional<SpreadOptions> spread(VirtualMachinePreferenceSpec preference) {
        return Optional.ofNullable(preference.cpu()).map(CPUPreferences::spreadOptions);
    }
}
