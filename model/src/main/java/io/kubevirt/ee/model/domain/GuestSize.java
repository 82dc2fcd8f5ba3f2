package io.kubevirt.ee.model.domain;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUTopology;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** How much CPU and memory a guest sees. */
public final class GuestSize {

    /** Of a number of bytes that fits a long. */
    private static final int MOST_DIGITS = 18;

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

    /** The same with the sockets that are empty: {@code maxSockets} of them in all. */
    public static CPUTopology wholeTopology(DomainSpec domain) {
        CPUTopology there = topology(domain);
        int sockets =
                Optional.ofNullable(domain.cpu())
                        .map(CPU::maxSockets)
                        .map(most -> Math.max(most, there.sockets()))
                        .orElse(there.sockets());
        return new CPUTopology(there.cores(), sockets, there.threads());
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

    /** What the memory could grow to; empty: it has no room to grow. */
    public static Optional<Quantity> mostMemory(DomainSpec domain) {
        Optional<Quantity> most = Optional.ofNullable(domain.memory()).map(Memory::maxGuest);
        return most.filter(
                bytes ->
                        memory(domain)
                                .filter(there -> bytes.getNumber().compareTo(there.getNumber()) > 0)
                                .isPresent());
    }

    /**
     * A quantity in whole units, rounded up.
     *
     * @throws IllegalArgumentException it does not fit: such quantities have a billion digits when
     *     they are written out, so that is found out without writing them out
     */
    public static long wholeUnits(Quantity quantity) {
        BigDecimal number = quantity.getNumber();
        long digits = (long) number.precision() - number.scale();
        if (digits > MOST_DIGITS || number.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("a quantity of " + digits + " digits is too large");
        }
        return number.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private static int cpusOfResources(ResourceRequirements resources) {
        return resource(resources, "cpu", true)
                .map(GuestSize::wholeUnits)
                .map(cpus -> Math.toIntExact(Math.clamp(cpus, 1, Integer.MAX_VALUE)))
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
