package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Set;

/** How the guest starts, and how it leaves a node. */
final class StrategyRule implements Rule {
    private static final String PAUSED = "Paused";
    private static final Set<String> EVICTION =
            Set.of("LiveMigrate", "LiveMigrateIfPossible", "None", "External");

    @Override
    public void check(GuestSpec guest, Findings findings) {
        VirtualMachineInstanceSpec spec = guest.spec();
        if (spec.evictionStrategy() != null && !EVICTION.contains(spec.evictionStrategy())) {
            findings.invalid(
                    "evictionStrategy",
                    "must be LiveMigrate, LiveMigrateIfPossible, None or External");
        }
        if (spec.startStrategy() == null) {
            return;
        }
        if (!spec.startStrategy().equals(PAUSED)) {
            findings.invalid("startStrategy", "must be Paused");
        } else if (spec.livenessProbe() != null) {
            findings.invalid("startStrategy", "cannot be Paused beside a livenessProbe");
        }
    }
}
