package io.kubevirt.ee.simulation.component;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.runtime.loop.Backoff;
import io.kubevirt.ee.runtime.loop.Explained;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.LoopSettings;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import io.kubevirt.ee.runtime.loop.Reconciler;
import io.kubevirt.ee.simulation.world.ComponentCrash;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Unreachable;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A component with its loops and its caches. It is made anew after each crash: whatever it knew is
 * gone.
 */
public abstract class Process {
    private static final LoopSettings ONE_WORKER =
            new LoopSettings(
                    1, 1_000, new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), 0.2));

    private final String name;
    private final Scene scene;
    private final WatchCache cache;
    private final InstantSource steady;
    private final List<ReconcileLoop> loops = new ArrayList<>();
    private boolean dead;

    Process(String name, Scene scene, WatchCache cache) {
        this.name = name;
        this.scene = scene;
        this.cache = cache;
        this.steady = scene.clocks()::now;
    }

    /** A loop that {@link #attempt} drives. */
    final ReconcileLoop loop(
            String what, Reconciler reconciler, Supplier<? extends Collection<Key>> everyKey) {
        Random jitter = new Random(scene.chance().below(Integer.MAX_VALUE));
        ReconcileLoop loop =
                new ReconcileLoop(
                        name,
                        key -> pass(what, reconciler, key),
                        everyKey,
                        ONE_WORKER,
                        steady,
                        jitter);
        loops.add(loop);
        return loop;
    }

    private Outcome pass(String what, Reconciler reconciler, Key key) throws Exception {
        scene.trace().say(() -> name + " " + what + " " + key);
        try {
            Outcome outcome = reconciler.reconcile(key);
            scene.trace().say(() -> name + " " + what + " " + key + ": " + outcome);
            return outcome;
        } catch (ComponentCrash crash) {
            dead = true;
            scene.trace().say(() -> name + " " + what + " " + key + ": dies");
            throw crash;
        } catch (Exception failed) {
            scene.trace().say(() -> name + " " + what + " " + key + ": " + failed);
            if (!isForeseen(failed)) {
                scene.mistakes().add(failed);
            }
            throw failed;
        } catch (Error broken) {
            scene.mistakes().add(broken);
            throw broken;
        }
    }

    /** What ports may throw by their contracts; anything else is a mistake of ours. */
    private static boolean isForeseen(Exception failed) {
        return failed instanceof Unreachable
                || failed instanceof HypervisorUnavailable
                || failed instanceof UncheckedIOException
                || failed instanceof Explained
                || failed.getCause() instanceof io.kubevirt.ee.handler.port.GuestRefused
                || failed.getCause() instanceof io.kubevirt.ee.handler.port.HypervisorRefused;
    }

    /** Whether it died in the middle of a pass. */
    public final boolean dead() {
        return dead;
    }

    /** Its caches of the API server. */
    final WatchCache cache() {
        return cache;
    }

    /** What it lives in. */
    final Scene scene() {
        return scene;
    }

    /** Wakes what a change of an object concerns. */
    abstract void wake(ObjectId changed);

    /** Whether it can hear of changes. */
    abstract boolean reachable();

    /** Takes in some changes of the API server; whether there were any. */
    public final boolean listen() {
        if (!cache.behind() || !reachable()) {
            return false;
        }
        Set<ObjectId> told = cache.advance();
        scene.trace().say(() -> name + " is told of " + told);
        told.forEach(this::wake);
        return true;
    }

    /** Lists all anew, as after a watch that expired. */
    public final void relist() {
        if (reachable()) {
            cache.relist().forEach(this::wake);
        }
    }

    /** One pass over one key that is due; whether there was one. */
    public final boolean attempt() {
        int first = loops.size() == 1 ? 0 : scene.chance().below(loops.size());
        for (int i = 0; i < loops.size(); i++) {
            if (loops.get((first + i) % loops.size()).step().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** When time alone makes more to do. */
    public final Optional<Instant> nextDue() {
        Optional<Instant> next = Optional.empty();
        for (ReconcileLoop loop : loops) {
            Optional<Instant> due = loop.nextDue();
            if (due.isPresent() && (next.isEmpty() || due.get().isBefore(next.get()))) {
                next = due;
            }
        }
        return next;
    }
}
