package io.kubevirt.ee.model.admission;

import java.util.HashSet;
import java.util.Set;

/** Boot orders count from 1, and no two devices share one. */
final class BootOrderRule implements Rule {
    @Override
    public void check(GuestSpec spec, Findings findings) {
        Set<Long> taken = new HashSet<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            order("disks[" + i + "]", spec.disks().get(i).bootOrder(), taken, findings);
        }
        for (int i = 0; i < spec.interfaces().size(); i++) {
            order("interfaces[" + i + "]", spec.interfaces().get(i).bootOrder(), taken, findings);
        }
    }

    private static void order(String device, Long orderOrNull, Set<Long> taken, Findings findings) {
        String path = "domain.devices." + device + ".bootOrder";
        if (orderOrNull == null) {
            return;
        }
        if (orderOrNull < 1) {
            findings.invalid(path, "must be 1 or more");
        } else if (!taken.add(orderOrNull)) {
            findings.invalid(path, "is taken by another device");
        }
    }
}
