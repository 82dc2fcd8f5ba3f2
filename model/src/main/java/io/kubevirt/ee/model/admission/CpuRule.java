package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CPU;
import io.kubevirt.ee.model.v1.CPUFeature;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Processors of the guest, and what is requested and limited for them. */
final class CpuRule implements Rule {
    private static final Set<String> POLICIES =
            Set.of("", "force", "require", "optional", "disable", "forbid");

    /** What QEMU's q35 board takes. */
    static final int MOST_VCPUS = 4096;

    @Override
    public void check(GuestSpec spec, Findings findings) {
        resources(spec, findings);
        spec.cpu().ifPresent(cpu -> topology(cpu, findings));
        features(Absent.list(spec.cpu().map(CPU::features).orElse(null)), findings);
    }

    private static void resources(GuestSpec spec, Findings findings) {
        BigDecimal request = spec.request("cpu");
        BigDecimal limit = spec.limit("cpu");
        if (request.signum() < 0) {
            findings.invalid("domain.resources.requests.cpu", "must not be negative");
        }
        if (limit.signum() < 0) {
            findings.invalid("domain.resources.limits.cpu", "must not be negative");
        }
        if (limit.signum() > 0 && request.compareTo(limit) > 0) {
            findings.invalid("domain.resources.requests.cpu", "must not be above the limit");
        }
    }

    private static void topology(CPU cpu, Findings findings) {
        notNegative("cores", cpu.cores(), findings);
        notNegative("sockets", cpu.sockets(), findings);
        notNegative("threads", cpu.threads(), findings);
        int most = cpu.maxSockets() == null ? 0 : cpu.maxSockets();
        int sockets = cpu.sockets() == null ? 0 : cpu.sockets();
        if (most != 0 && sockets > most) {
            findings.invalid("domain.cpu.sockets", "must not be above maxSockets");
        }
        if (factor(cpu.cores()) * factor(cpu.sockets()) * factor(cpu.threads()) > MOST_VCPUS) {
            findings.invalid("domain.cpu", "must make " + MOST_VCPUS + " processors or fewer");
        }
    }

    static double factor(Integer valueOrNull) {
        return valueOrNull == null || valueOrNull < 1 ? 1 : valueOrNull;
    }

    private static void notNegative(String name, Integer valueOrNull, Findings findings) {
        if (valueOrNull != null && valueOrNull < 0) {
            findings.invalid("domain.cpu." + name, "must not be negative");
        }
    }

    private static void features(List<CPUFeature> features, Findings findings) {
        for (int i = 0; i < features.size(); i++) {
            String policy = features.get(i).policy();
            if (policy != null && !POLICIES.contains(policy)) {
                findings.notSupported(
                        "domain.cpu.features[" + i + "].policy",
                        "must be force, require, optional, disable or forbid");
            }
        }
    }
}
