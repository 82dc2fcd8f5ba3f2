package io.kubevirt.ee.model.instancetype;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.instancetype.Topology.Across;
import io.kubevirt.ee.model.instancetype.v1beta1.PreferenceRequirements;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a preference requires of the machine that uses it; told in KubeVirt's words. */
final class Requirements {
    private static final String DOMAIN = "spec.template.spec.domain.";
    private static final String INSTANCETYPE = "spec.instancetype";

    private final Optional<VirtualMachineInstancetypeSpec> instancetype;
    private final VirtualMachinePreferenceSpec preference;
    private final PreferenceRequirements required;
    private final VirtualMachineInstanceSpec spec;

    private Requirements(
            Optional<VirtualMachineInstancetypeSpec> instancetype,
            VirtualMachinePreferenceSpec preference,
            VirtualMachineInstanceSpec spec) {
        this.instancetype = instancetype;
        this.preference = preference;
        this.required = preference.requirements();
        this.spec = spec;
    }

    /** The first requirement that is not met by a spec that has its defaults. */
    static Optional<Conflict> unmet(
            Optional<VirtualMachineInstancetypeSpec> instancetype,
            VirtualMachinePreferenceSpec preference,
            VirtualMachineInstanceSpec spec) {
        if (preference.requirements() == null) {
            return Optional.empty();
        }
        Requirements all = new Requirements(instancetype, preference, spec);
        return Stream.of(all.cpu(), all.memory(), all.architecture())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Conflict unmet(String field, String message) {
        return new Conflict(field, "failure checking preference requirements: " + message);
    }

    private Optional<Conflict> cpu() {
        if (required.cpu() == null) {
            return Optional.empty();
        }
        int needed = required.cpu().guest();
        if (instancetype.isPresent()) {
            int given = instancetype.get().cpu().guest();
            return given >= needed
                    ? Optional.empty()
                    : Optional.of(
                            unmet(
                                    INSTANCETYPE,
                                    "insufficient CPU resources of %d vCPU provided by instance type, preference requires %d vCPU"
                                            .formatted(given, needed)));
        }
        CPU cpu =
                Optional.ofNullable(spec.domain())
                        .map(DomainSpec::cpu)
                        .orElse(CPUBuilder.builder().build());
        return switch (Topology.of(Optional.of(preference))) {
            case SOCKETS -> fewer(needed, cpu, "sockets", List.of("sockets"));
            case CORES -> fewer(needed, cpu, "cores", List.of("cores"));
            case THREADS -> fewer(needed, cpu, "threads", List.of("threads"));
            case ANY ->
                    fewer(
                            needed,
                            cpu,
                            "cores, sockets and threads",
                            List.of("cores", "sockets", "threads"));
            case SPREAD -> spread(needed, cpu);
        };
    }

    private Optional<Conflict> spread(int needed, CPU cpu) {
        String word = Topology.across(preference);
        return Topology.acrossNamed(word)
                .flatMap(across -> fewer(needed, cpu, word, levels(across)));
    }

    private static List<String> levels(Across across) {
        return switch (across) {
            case SOCKETS_CORES -> List.of("sockets", "cores");
            case CORES_THREADS -> List.of("cores", "threads");
            case SOCKETS_CORES_THREADS -> List.of("sockets", "cores", "threads");
        };
    }

    /** Whether these levels multiply to fewer processors than are needed. */
    private static Optional<Conflict> fewer(
            int needed, CPU cpu, String providedAs, List<String> levels) {
        long given =
                levels.stream().mapToLong(level -> level(cpu, level)).reduce(1, (a, b) -> a * b);
        if (given >= needed) {
            return Optional.empty();
        }
        String fields =
                levels.stream()
                        .map(level -> DOMAIN + "cpu." + level)
                        .collect(Collectors.joining(", "));
        return Optional.of(
                unmet(
                        fields,
                        "insufficient CPU resources of %d vCPU provided by VirtualMachine, preference requires %d vCPU provided as %s"
                                .formatted(given, needed, providedAs)));
    }

    private static long level(CPU cpu, String level) {
        Integer number =
                switch (level) {
                    case "sockets" -> cpu.sockets();
                    case "cores" -> cpu.cores();
                    default -> cpu.threads();
                };
        return number == null ? 0 : number;
    }

    private Optional<Conflict> memory() {
        if (required.memory() == null) {
            return Optional.empty();
        }
        Quantity needed = required.memory().guest();
        if (instancetype.isPresent()) {
            Quantity given = instancetype.get().memory().guest();
            return less(given, needed, INSTANCETYPE, "instance type");
        }
        return Optional.ofNullable(spec.domain())
                .map(DomainSpec::memory)
                .map(memory -> memory.guest())
                .flatMap(given -> less(given, needed, DOMAIN + "memory", "VirtualMachine"));
    }

    private static Optional<Conflict> less(
            Quantity given, Quantity needed, String field, String provider) {
        return given.getNumber().compareTo(needed.getNumber()) >= 0
                ? Optional.empty()
                : Optional.of(
                        unmet(
                                field,
                                "insufficient Memory resources of %s provided by %s, preference requires %s"
                                        .formatted(
                                                given.toSuffixedString(),
                                                provider,
                                                needed.toSuffixedString())));
    }

    private Optional<Conflict> architecture() {
        String needed = required.architecture();
        return needed == null || needed.equals(spec.architecture())
                ? Optional.empty()
                : Optional.of(
                        unmet(
                                "spec.template.spec.architecture",
                                "preference requires architecture %s but %s is being requested"
                                        .formatted(needed, spec.architecture())));
    }
}
