package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.Memory;
import io.kubevirt.ee.model.v1.NUMA;
import java.math.BigDecimal;
import java.util.Optional;

/** Processors of their own, and what can only be had with them: NUMA, realtime, isolation. */
final class DedicatedCpuRule implements Rule {
    private static final String DEDICATED = "domain.cpu.dedicatedCpuPlacement";
    private static final String NUMA_MAPPING = "domain.cpu.numa.guestMappingPassthrough";
    private static final int MOST_THREADS = 2;

    @Override
    public void check(GuestSpec spec, Findings findings) {
        spec.cpu()
                .ifPresent(
                        cpu -> {
                            if (Absent.flag(cpu.dedicatedCpuPlacement())) {
                                amounts(spec, findings);
                                placement(spec, cpu, findings);
                            }
                            if (Absent.flag(cpu.isolateEmulatorThread())
                                    && !Absent.flag(cpu.dedicatedCpuPlacement())) {
                                findings.invalid(
                                        "domain.cpu.isolateEmulatorThread",
                                        "needs dedicatedCpuPlacement");
                            }
                            numa(spec, cpu, findings);
                            realtime(cpu, findings);
                        });
    }

    private static void amounts(GuestSpec spec, Findings findings) {
        BigDecimal request = spec.request("memory");
        BigDecimal limit = spec.limit("memory");
        if (request.signum() == 0 && limit.signum() == 0 && spec.guestMemory().isEmpty()) {
            findings.invalid("domain.resources.limits.memory", "must be set, or requests.memory");
        }
        if (request.signum() > 0 && limit.signum() > 0 && request.compareTo(limit) != 0) {
            findings.invalid("domain.resources.requests.memory", "must be equal to the limit");
        }
        whole("domain.resources.requests.cpu", spec.request("cpu"), findings);
        whole("domain.resources.limits.cpu", spec.limit("cpu"), findings);
    }

    private static void whole(String path, BigDecimal cpus, Findings findings) {
        if (cpus.signum() > 0 && cpus.remainder(BigDecimal.ONE).signum() != 0) {
            findings.invalid(path, "must be a whole number of processors");
        }
    }

    private static void placement(GuestSpec spec, CPU cpu, Findings findings) {
        BigDecimal request = spec.request("cpu");
        BigDecimal limit = spec.limit("cpu");
        BigDecimal vcpus = BigDecimal.valueOf(vcpus(cpu));
        boolean stated = request.signum() > 0 || limit.signum() > 0;
        if (!stated && vcpus.signum() == 0) {
            findings.invalid(DEDICATED, "needs cores, or requested or limited cpu");
        }
        if (request.signum() > 0 && limit.signum() > 0 && request.compareTo(limit) != 0) {
            findings.invalid(DEDICATED, "needs requested and limited cpu to be equal");
        }
        if (stated
                && vcpus.signum() > 0
                && request.compareTo(vcpus) != 0
                && limit.compareTo(vcpus) != 0) {
            findings.invalid(DEDICATED, "needs requested or limited cpu to match the topology");
        }
        threads(spec, cpu, findings);
    }

    private static void threads(GuestSpec spec, CPU cpu, Findings findings) {
        int threads = cpu.threads() == null ? 0 : cpu.threads();
        if (threads > 1 && spec.isArm64()) {
            findings.invalid("architecture", "has one thread a core at most");
        }
        if (threads > MOST_THREADS) {
            findings.invalid(DEDICATED, "allows two threads a core at most");
        }
    }

    /** Returns the product of what is stated, zero when nothing is. */
    private static long vcpus(CPU cpu) {
        long product = 0;
        for (Integer factor : new Integer[] {cpu.cores(), cpu.sockets(), cpu.threads()}) {
            if (factor != null && factor > 0) {
                product = product == 0 ? factor : product * factor;
            }
        }
        return product;
    }

    private static void numa(GuestSpec spec, CPU cpu, Findings findings) {
        if (mapping(cpu).isEmpty()) {
            return;
        }
        if (!Absent.flag(cpu.dedicatedCpuPlacement())) {
            findings.invalid(NUMA_MAPPING, "needs dedicatedCpuPlacement");
        }
        if (spec.memory().map(Memory::hugepages).isEmpty()) {
            findings.invalid(NUMA_MAPPING, "needs huge pages");
        }
    }

    private static void realtime(CPU cpu, Findings findings) {
        if (cpu.realtime() == null) {
            return;
        }
        if (!Absent.flag(cpu.dedicatedCpuPlacement())) {
            findings.required(DEDICATED, "must be true for a realtime guest");
        }
        if (mapping(cpu).isEmpty()) {
            findings.required(NUMA_MAPPING, "must be set for a realtime guest");
        }
    }

    private static Optional<?> mapping(CPU cpu) {
        return Optional.ofNullable(cpu.numa()).map(NUMA::guestMappingPassthrough);
    }
}
