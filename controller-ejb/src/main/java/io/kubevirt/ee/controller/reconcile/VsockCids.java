package io.kubevirt.ee.controller.reconcile;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.vmi.VsockCid;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives guests their context ids, none to two: also before the caches show what was given. */
final class VsockCids {
    /** By the instance's uid. */
    private final Map<String, Long> given = new HashMap<>();

    /**
     * The one of an instance that has none; the same again until it is shown to have it.
     *
     * @param all instances as the caches have them
     */
    synchronized long give(VirtualMachineInstance vmi, Collection<VirtualMachineInstance> all) {
        Set<Long> taken = new HashSet<>();
        Set<String> without = new HashSet<>();
        for (VirtualMachineInstance one : all) {
            Optional<Long> cid = VsockCid.of(one);
            cid.ifPresent(taken::add);
            if (cid.isEmpty()) {
                without.add(one.metadata().getUid());
            }
        }
        given.keySet().retainAll(without);
        taken.addAll(given.values());
        return given.computeIfAbsent(vmi.metadata().getUid(), uid -> VsockCid.choose(uid, taken));
    }
}
