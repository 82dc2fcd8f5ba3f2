package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import io.kubevirt.ee.handler.port.LauncherLink;
import io.kubevirt.ee.handler.port.LauncherRef;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the taps of guests by way of their launchers. A launcher is looked for once: the search
 * goes through all processes of the node.
 */
final class GuestTaps {
    private final LauncherLink launchers;
    private final TapCounters counters;
    private final Map<String, Long> launcherOf = new ConcurrentHashMap<>();

    GuestTaps(LauncherLink launchers, TapCounters counters) {
        this.launchers = launchers;
        this.counters = counters;
    }

    /** Counters of a guest's taps; empty when its pod is gone. */
    Map<String, Map<String, Long>> read(Figures guest) {
        Long known = launcherOf.get(guest.podUid());
        Map<String, Map<String, Long>> taps = known == null ? Map.of() : counters.read(known);
        // A pid may have come to be another process's, which sees no tap.
        return taps.isEmpty() ? search(guest) : taps;
    }

    /** Forgets pods that are gone. */
    void keepOnly(Set<String> podUids) {
        launcherOf.keySet().retainAll(podUids);
    }

    private Map<String, Map<String, Long>> search(Figures guest) {
        return launchers
                .find(guest.podUid(), guest.vmiUid())
                .map(LauncherRef::pid)
                .map(
                        pid -> {
                            launcherOf.put(guest.podUid(), pid);
                            return counters.read(pid);
                        })
                .orElse(Map.of());
    }
}
