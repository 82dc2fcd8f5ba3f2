package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.Events;
import io.kubevirt.ee.controller.reconcile.VmReconciler;
import io.kubevirt.ee.controller.reconcile.VmiReconciler;
import io.kubevirt.ee.runtime.loop.Backoff;
import io.kubevirt.ee.runtime.loop.Figures;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.LoopSettings;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import io.kubevirt.ee.runtime.metrics.LoopMeter;
import io.kubevirt.ee.runtime.metrics.Meters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/** One term of leadership: the loops over machines and instances, and the certificates. */
final class Duties {
    private static final Logger LOG = System.getLogger(Duties.class.getName());
    private static final Duration FIRST_LISTS = Duration.ofSeconds(60);
    private static final int ROOM = 20_000;

    private final ReconcileLoop machines;
    private final ReconcileLoop instances;
    private final CertificateLoop certificates;
    private final Caches caches;
    private final ThreadFactory threads;
    private final Runnable disconnect;

    /**
     * @param disconnect ends the connection that {@code cluster} and {@code certificates} write by
     * @param meters measures the loops
     */
    Duties(
            Cluster cluster,
            Events events,
            Caches caches,
            CertificateLoop certificates,
            InstantSource clock,
            int workers,
            ThreadFactory threads,
            Runnable disconnect,
            Meters meters) {
        LoopSettings settings = new LoopSettings(workers, ROOM, Backoff.STANDARD);
        ReconcileLoop machineLoop =
                new ReconcileLoop(
                        "machines",
                        new VmReconciler(cluster, events, clock),
                        caches.machines()::keys,
                        settings,
                        clock,
                        RandomGenerator.getDefault());
        ReconcileLoop instanceLoop =
                new ReconcileLoop(
                        "instances",
                        new VmiReconciler(cluster, events, clock),
                        caches.instances()::keys,
                        settings,
                        clock,
                        RandomGenerator.getDefault());
        this.machines = LoopMeter.measured(machineLoop, meters);
        this.instances = LoopMeter.measured(instanceLoop, meters);
        this.certificates = certificates;
        this.caches = caches;
        this.threads = threads;
        this.disconnect = disconnect;
    }

    /** Certificates at once; the loops when the caches are filled, on a thread that ends then. */
    void begin() {
        certificates.start(threads);
        Thread starter = threads.newThread(this::startLoops);
        starter.setName("start-loops");
        starter.start();
    }

    private void startLoops() {
        try {
            while (!caches.awaitSynced(FIRST_LISTS)) {
                LOG.log(
                        Level.WARNING,
                        "the caches are not filled yet; nothing is done until they are");
            }
            caches.machines().keys().forEach(machines::enqueue);
            caches.instances().keys().forEach(instances::enqueue);
            machines.start(threads);
            instances.start(threads);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException ended) {
            LOG.log(Level.INFO, "the lease was lost before the loops had begun");
        }
    }

    /** Without patience, calls that are on their way are cut off first. */
    void end(Duration patience) {
        if (patience.isZero()) {
            disconnect.run();
        }
        try {
            certificates.stop(patience);
            machines.stop(patience);
            instances.stop(patience);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        disconnect.run();
    }

    void machine(Key key) {
        machines.enqueue(key);
    }

    void instance(Key key) {
        instances.enqueue(key);
    }

    Map<String, Figures> figures() {
        return Map.of("machines", machines.figures(), "instances", instances.figures());
    }
}
