package io.kubevirt.ee.model.admission;

import java.util.Set;

/** Threads of QEMU that serve the disks. */
final class IoThreadsRule implements Rule {
    private static final String POOL = "supplementalPool";
    private static final Set<String> POLICIES = Set.of("shared", "auto", POOL);

    @Override
    public void check(GuestSpec spec, Findings findings) {
        String policy = spec.domain().ioThreadsPolicy();
        if (policy == null) {
            return;
        }
        if (!POLICIES.contains(policy)) {
            findings.invalid("domain.ioThreadsPolicy", "must be shared, auto or supplementalPool");
        }
        if (policy.equals(POOL) && spec.poolThreads() < 1) {
            findings.invalid("domain.ioThreads.count", "must be 1 or more for supplementalPool");
        }
    }
}
