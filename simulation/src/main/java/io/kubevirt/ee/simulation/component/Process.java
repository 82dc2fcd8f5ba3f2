package io.kubevirt.ee.simulation.component;

import io.kubevirt.ee.runtime.loop.Backoff;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.LoopSettings;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import io.kubevirt.ee.runtime.loop.Reconciler;
import io.kubevirt.ee.simulation.world.ComponentCrash;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A component with one loop and its cache. It is made anew after each crash: whatever it knew is
 * gone.
 */
abstract class Process {
    private static final LoopSettings ONE_WORKER =
            new LoopSettings(
                    1, 1_000, new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), 0.2));

    private final String name;
    private final Trace trace;
    private final WatchCache cache;
    private final ReconcileLoop loop;
    private boolean crashed;

    Process(
            String name,
            Trace trace,
            WatchCache cache,
            InstantSource clock,
            RandomGenerator jitter) {
        this.name = name;
        this.trace = trace;
        this.cache = cache;
        this.loop = new ReconcileLoop(name, this::pass, this::everyKey, ONE_WORKER, clock, jitter);
    }

    /** What the real loop runs. Called while the loop lives only, so after construction. */
    abstract Reconciler reconciler();

    /** Which keys a change of an object wakes. */
    abstract Collection<Key> keysOf(ObjectId changed);

    /** All keys there are to look at. */
    abstract Collection<Key> everyKey();

    private Outcome pass(Key key) throws Exception {
        try {
            Outcome outcome = reconciler().reconcile(key);
            trace.say(() -> name + " " + key + ": " + outcome);
            return outcome;
        } catch (ComponentCrash crash) {
            crashed = true;
            trace.say(name + " " + key + ": dies after a write");
            throw crash;
        } catch (RuntimeException failed) {
            trace.say(() -> name + " " + key + ": " + failed);
            throw failed;
        }
    }

    /** Whether it died in the middle of a pass. */
    public final boolean dead() {
        return crashed;
    }

    /** Whether its cache has not seen everything. */
    public final boolean behind() {
        return cache.behind();
    }

    /** Its cache of the API server. */
    final WatchCache cache() {
        return cache;
    }

    /** Takes in some changes of the API server; whether there were any. */
    public final boolean listen() {
        if (!cache.behind()) {
            return false;
        }
        for (ObjectId changed : List.copyOf(cache.advance())) {
            keysOf(changed).forEach(loop::enqueue);
        }
        return true;
    }

    /** Looks at everything again, as at its start and every so often later. */
    public final void resync() {
        cache.relist();
        everyKey().forEach(loop::enqueue);
    }

    /** Has one key looked at. */
    final void enqueue(Key key) {
        loop.enqueue(key);
    }

    /** One pass over one key that is due; whether there was one. */
    public final boolean attempt() {
        return loop.step().isPresent();
    }
}
