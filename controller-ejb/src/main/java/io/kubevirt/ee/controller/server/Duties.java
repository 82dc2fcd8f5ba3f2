package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.Events;
import io.kubevirt.ee.controller.port.Installation;
import io.kubevirt.ee.controller.port.ReplicaSets;
import io.kubevirt.ee.controller.reconcile.InstallationReconciler;
import io.kubevirt.ee.controller.reconcile.ReplicaSetReconciler;
import io.kubevirt.ee.controller.reconcile.VmReconciler;
import io.kubevirt.ee.controller.reconcile.VmiReconciler;
import io.kubevirt.ee.runtime.loop.Backoff;
import io.kubevirt.ee.runtime.loop.Figures;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.LoopSettings;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import io.kubevirt.ee.runtime.loop.Reconciler;
import io.kubevirt.ee.runtime.metrics.LoopMeter;
import io.kubevirt.ee.runtime.metrics.Meters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One term of leadership: the loops over what we look after, and the certificates. */
final class Duties {
    private static final Logger LOG = System.getLogger(Duties.class.getName());
    private static final Duration FIRST_LISTS = Duration.ofSeconds(60);
    private static final int ROOM = 20_000;

    private final ReconcileLoop machines;
    private final ReconcileLoop instances;
    private final ReconcileLoop replicaSets;
    private final ReconcileLoop installation;
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
            ReplicaSets sets,
            Installation installed,
            Events events,
            Caches caches,
            CertificateLoop certificates,
            InstantSource clock,
            int workers,
            ThreadFactory threads,
            Runnable disconnect,
            Meters meters) {
        LoopSettings settings = new LoopSettings(workers, ROOM, Backoff.STANDARD);
        LoopMaker maker = new LoopMaker(settings, clock, meters);
        this.machines =
                maker.loop(
                        "machines",
                        new VmReconciler(cluster, events, clock),
                        caches.machines()::keys);
        this.instances =
                maker.loop(
                        "instances",
                        new VmiReconciler(cluster, events, clock),
                        caches.instances()::keys);
        this.replicaSets =
                maker.loop(
                        "replicasets",
                        new ReplicaSetReconciler(sets, events, clock),
                        caches.replicaSets()::keys);
        this.installation =
                maker.loop(
                        "installation",
                        new InstallationReconciler(installed, clock),
                        caches.settings()::keys);
        this.certificates = certificates;
        this.caches = caches;
        this.threads = threads;
        this.disconnect = disconnect;
    }

    private record LoopMaker(LoopSettings settings, InstantSource clock, Meters meters) {
        ReconcileLoop loop(String name, Reconciler reconciler, Supplier<List<Key>> keys) {
            return LoopMeter.measured(
                    new ReconcileLoop(
                            name,
                            reconciler,
                            keys::get,
                            settings,
                            clock,
                            RandomGenerator.getDefault()),
                    meters);
        }
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
            caches.replicaSets().keys().forEach(replicaSets::enqueue);
            caches.settings().keys().forEach(installation::enqueue);
            instances.start(threads);
            replicaSets.start(threads);
            installation.start(threads);
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
            replicaSets.stop(patience);
            installation.stop(patience);
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

    void replicaSet(Key key) {
        replicaSets.enqueue(key);
    }

    void installation(Key key) {
        installation.enqueue(key);
    }

    Map<String, Figures> figures() {
        return Stream.of(machines, instances, replicaSets, installation)
                .collect(Collectors.toMap(ReconcileLoop::name, ReconcileLoop::figures));
    }
}
