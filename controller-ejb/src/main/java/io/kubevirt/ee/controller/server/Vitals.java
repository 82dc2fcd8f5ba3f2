package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.loop.Figures;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What health is asked of.
 *
 * @param caches by what they hold
 * @param loops figures by the loop's name; empty while this replica does not lead
 * @param leadership whether this replica works or stands by
 * @param apiServer asks the API server for something small, and for its version; throws when it
 *     does not answer
 * @param watchSilenceLimit after how long without an event or bookmark a cache counts as dead
 */
record Vitals(
        Map<String, Informer<?, ?>> caches,
        Supplier<Map<String, Figures>> loops,
        Leadership leadership,
        Supplier<String> apiServer,
        Duration watchSilenceLimit) {

    /** Whether every cache is filled, and has heard of the API server lately. */
    boolean live() {
        return synced()
                && caches.values().stream()
                        .allMatch(cache -> cache.liveness().live(watchSilenceLimit));
    }

    /** Whether every cache holds what its first list held. */
    boolean synced() {
        return caches.values().stream().allMatch(Informer::synced);
    }
}
