package io.kubevirt.ee.model.admission;

import java.math.BigDecimal;

/** Memory of the guest, and what is requested and limited for it. */
final class MemoryRule implements Rule {
    private static final BigDecimal LEAST_BYTES = BigDecimal.valueOf(1_000_000);

    @Override
    public void check(GuestSpec spec, Findings findings) {
        BigDecimal request = spec.request("memory");
        BigDecimal limit = spec.limit("memory");
        if (request.signum() < 0) {
            findings.invalid("domain.resources.requests.memory", "must not be negative");
        } else if (request.signum() > 0 && request.compareTo(LEAST_BYTES) < 0) {
            findings.invalid("domain.resources.requests.memory", "must be 1M or more");
        }
        if (limit.signum() < 0) {
            findings.invalid("domain.resources.limits.memory", "must not be negative");
        }
        if (limit.signum() > 0 && request.compareTo(limit) > 0) {
            findings.invalid("domain.resources.requests.memory", "must not be above the limit");
        }
        spec.guestMemory()
                .filter(guest -> guest.compareTo(LEAST_BYTES) < 0)
                .ifPresent(_ -> findings.invalid("domain.memory.guest", "must be 1M or more"));
    }
}
