package io.kubevirt.ee.model.domain;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUTopology;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.ResourceRequirements;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** How much CPU and memory a guest sees. */
public final class GuestSize {

    private GuestSize() {}

    /**
     * Sockets, cores and threads: as stated; where nothing is stated, one socket per CPU that the
     * VMI limits or requests, at least one.
     */
    public static CPUTopology topology(DomainSpec domain) {
        CPU cpu = domain.cpu();
        if (cpu == null
                || (cpu.cores() == null && cpu.sockets() == null && cpu.threads() == null)) {
            return new CPUTopology(1, cpusOfResources(domain.resources()), 1);
        }
        return new CPUTopology(
                atLeastOne(cpu.cores()), atLeastOne(cpu.sockets()), atLeastOne(cpu.threads()));
    }

    /** Virtual CPUs of a topology. */
    public static int vcpus(CPUTopology topology) {
        return topology.sockets() * topology.cores() * topology.threads();
    }

    /**
     * Memory the guest sees: as stated; where nothing is stated, what the VMI requests or limits.
     */
    public static Optional<Quantity> memory(DomainSpec domain) {
        if (domain.memory() != null && domain.memory().guest() != null) {
            return Optional.of(domain.memory().guest());
        }
        return resource(domain.resources(), "memory", false);
    }

    private static int cpusOfResources(ResourceRequirements resources) {
        return resource(resources, "cpu", true)
                .map(cpu -> cpu.getNumber().setScale(0, RoundingMode.CEILING).intValue())
                .map(cpus -> Math.max(1, cpus))
                .orElse(1);
    }

    private static Optional<Quantity> resource(
            ResourceRequirements resources, String name, boolean limitFirst) {
        if (resources == null) {
            return Optional.empty();
        }
        Map<String, Quantity> limits = Absent.map(resources.limits());
        Map<String, Quantity> requests = Absent.map(resources.requests());
        Quantity limit = limits.get(name);
        Quantity request = requests.get(name);
        return limitFirst
                ? Optional.ofNullable(limit).or(() -> Optional.ofNullable(request))
                : Optional.ofNullable(request).or(() -> Optional.ofNullable(limit));
    }

    private static int atLeastOne(Integer number) {
        return number == null || number < 1 ? 1 : number;
    }
}
