package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.device.DeviceKind;
import io.kubevirt.ee.handler.device.SharedDevice;
import io.kubevirt.ee.handler.downward.MetricsKeeper;
import io.kubevirt.ee.handler.host.HostSettings;
import io.kubevirt.ee.handler.host.NodeGuestHost;
import io.kubevirt.ee.handler.host.NodeGuestMetrics;
import io.kubevirt.ee.handler.host.ProcLauncherLink;
import io.kubevirt.ee.handler.kube.ClusterConnection;
import io.kubevirt.ee.handler.kube.ClusterSettings;
import io.kubevirt.ee.handler.kube.NodeHeartbeat;
import io.kubevirt.ee.handler.libvirt.LibvirtHypervisor;
import io.kubevirt.ee.handler.metrics.HandlerFigures;
import io.kubevirt.ee.handler.operation.AgentQuestions;
import io.kubevirt.ee.handler.operation.FileSystemFreeze;
import io.kubevirt.ee.handler.operation.GuestOperator;
import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.probe.Prober;
import io.kubevirt.ee.handler.reconcile.GuestPorts;
import io.kubevirt.ee.handler.reconcile.GuestReconciler;
import io.kubevirt.ee.handler.reconcile.SelfFence;
import io.kubevirt.ee.model.guest.Fence;
import io.kubevirt.ee.model.launcher.HostPaths;
import io.kubevirt.ee.runtime.kube.ClusterAccess;
import io.kubevirt.ee.runtime.loop.Backoff;
import io.kubevirt.ee.runtime.loop.Figures;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.LoopSettings;
import io.kubevirt.ee.runtime.loop.MonotonicTime;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import io.kubevirt.ee.runtime.metrics.LoopMeter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** The agent's parts, put together, started and stopped in order. Stopping leaves guests alone. */
@Singleton
public class Agent {

    private static final Logger LOG = System.getLogger(Agent.class.getName());
    private static final Duration RESYNC_EVERY = Duration.ofMinutes(5);
    private static final Duration SYNC_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);
    private static final Duration KUBELET_PATIENCE = Duration.ofSeconds(2);
    private static final Duration LIBVIRT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LIBVIRT_POLL = Duration.ofMillis(50);
    private static final Duration LONGEST_PASS = Duration.ofMinutes(10);
    private static final int MOST_KEYS = 20_000;

    private final int workers;
    private final HandlerFigures figures = new HandlerFigures();
    private final LibvirtHypervisor hypervisor;
    private final ProcLauncherLink launchers = new ProcLauncherLink();
    private final ClusterConnection cluster;
    private final GuestKeys keys;
    private final GuestReconciler guests;
    private final GuestOperator operations;
    private final Prober probes;
    private final ReconcileLoop loop;
    private final LabelledNode labelled;
    private final NodeHeartbeat heartbeat;
    private final List<SharedDevice> devices;
    private final MetricsKeeper metrics;
    private final Optional<FenceWatch> fence;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean started;

    /**
     * Puts the parts together; nothing runs yet.
     *
     * @throws IOException the access to the API server cannot be read
     */
    @Inject
    public Agent(HandlerConfig config) throws IOException {
        InstantSource clock = Clock.systemUTC();
        NodeGuestHost host =
                new NodeGuestHost(
                        HostSettings.defaults()
                                .withLibvirtRun(config.libvirtRun())
                                .allowing(
                                        new HostPaths(config.hostDiskPaths().orElseGet(List::of)),
                                        config.nodeRoot()));
        workers = config.workers();
        hypervisor =
                new LibvirtHypervisor(
                        config.libvirtUri(),
                        config.libvirtRun(),
                        name -> GuestKeys.ofDomain(name).ifPresent(this::changed),
                        this::lookAtAll);
        cluster =
                new ClusterConnection(
                        ClusterAccess.of(config.kubeconfig(), "virt-handler"),
                        config.nodeName(),
                        config.namespace(),
                        this::changed,
                        clock,
                        figures.meters());
        keys = new GuestKeys(cluster::keys, hypervisor, host);
        GuestAgent agents = hypervisor.agents();
        operations =
                new GuestOperator(
                        cluster.store(),
                        hypervisor,
                        new AgentQuestions(agents),
                        new FileSystemFreeze(agents, host, clock),
                        this::changed);
        BooleanSupplier kvmUsable = () -> Files.isWritable(config.kvmDevice());
        ClusterSettings settings = new ClusterSettings(cluster::kubeVirts, kvmUsable);
        devices =
                List.of(
                        new SharedDevice(
                                DeviceKind.KVM,
                                config.devicePlugins(),
                                () -> true,
                                kvmUsable,
                                settings::guestsPerNode),
                        new SharedDevice(
                                DeviceKind.VHOST_VSOCK,
                                config.devicePlugins(),
                                settings::opensVsock,
                                () -> Files.isWritable(config.vsockDevice()),
                                settings::guestsPerNode));
        probes = Prober.of(hypervisor.probedAgents(), this::changed);
        GuestPorts ports =
                new GuestPorts(
                        cluster.store(), hypervisor, host, launchers, agents, probes, settings);
        guests = new GuestReconciler(config.nodeName(), ports, this::changed, clock);
        loop =
                LoopMeter.measured(
                        new ReconcileLoop(
                                "guests",
                                guests,
                                keys::all,
                                new LoopSettings(workers, MOST_KEYS, Backoff.STANDARD),
                                new MonotonicTime(),
                                RandomGenerator.getDefault()),
                        figures.meters());
        labelled = new LabelledNode(hypervisor, settings, new CpuManager(config.cpuManagerState()));
        heartbeat =
                new NodeHeartbeat(
                        cluster.nodes(),
                        config.nodeName(),
                        () -> started && hypervisor.isConnected(),
                        labelled::labels,
                        Fence.heartbeatEvery(config.fence()),
                        clock);
        fence =
                config.fence()
                        .map(set -> new FenceWatch(new SelfFence(set, ports), heartbeat::silence));
        metrics =
                new MetricsKeeper(
                        cluster::keys,
                        cluster.store(),
                        hypervisor.statistics(),
                        new NodeGuestMetrics(HostSettings.defaults()),
                        config.nodeName(),
                        () -> "QEMU " + hypervisor.qemuVersion(),
                        clock);
        figures.publishReady(() -> hypervisor.isConnected() && cluster.live());
        figures.publishGuests(
                config.nodeName(), hypervisor.statistics(), cluster.store(), launchers);
    }

    /** Starts all parts, then looks at everything now and then until it is stopped. */
    public void run() throws InterruptedException {
        ThreadFactory threads = Thread.ofPlatform().daemon().factory();
        cluster.start(threads);
        hypervisor.start();
        heartbeat.start();
        devices.forEach(SharedDevice::start);
        fence.ifPresent(FenceWatch::start);
        while (!cluster.awaitSynced(SYNC_PATIENCE)) {
            LOG.log(Level.WARNING, "the caches are not filled yet: {0}", cluster.trouble());
        }
        endStrays();
        loop.start(threads);
        labelled.look();
        metrics.start();
        started = true;
        LOG.log(Level.INFO, "virt-handler works on {0} names", keys.all().size());
        do {
            lookAtAll();
            labelled.look();
        } while (!stopping.await(RESYNC_EVERY.toSeconds(), TimeUnit.SECONDS));
    }

    /**
     * What was taken from this node while it was away ends before it starts anything or takes new
     * guests. What cannot be ended now is tried again by the loop.
     */
    private void endStrays() throws InterruptedException {
        awaitLibvirt();
        for (Key key : keys.here()) {
            try {
                if (guests.endStrays(key)) {
                    LOG.log(Level.INFO, "{0} ended: it is not this node''s any more", key);
                }
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception failed) {
                LOG.log(Level.WARNING, "{0} could not be looked at: {1}", key, failed.getMessage());
            }
        }
    }

    private void awaitLibvirt() throws InterruptedException {
        Instant until = Instant.now().plus(LIBVIRT_PATIENCE);
        while (!hypervisor.isConnected() && Instant.now().isBefore(until)) {
            if (stopping.await(LIBVIRT_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Ends all parts; guests run on. */
    public void stop() throws InterruptedException {
        stopping.countDown();
        fence.ifPresent(FenceWatch::stop);
        boolean ended = loop.stop(STOP_PATIENCE);
        for (SharedDevice device : devices) {
            device.stop(KUBELET_PATIENCE);
        }
        if (started) {
            heartbeat.stop(STOP_PATIENCE);
            metrics.stop(STOP_PATIENCE);
        }
        cluster.stop(STOP_PATIENCE);
        probes.close();
        launchers.close();
        hypervisor.close();
        LOG.log(Level.INFO, ended ? "virt-handler has ended" : "virt-handler ends with work left");
    }

    /** Whether all parts were started and libvirt and the API server answered once. */
    boolean started() {
        return started && hypervisor.isConnected();
    }

    /** Whether the loop works: every worker lives, none is stuck. */
    boolean working() {
        Figures figures = loop.figures();
        return !started
                || (figures.workers() == workers
                        && figures.longestInWork().compareTo(LONGEST_PASS) < 0);
    }

    /** What the agent publishes for Prometheus. */
    HandlerFigures figures() {
        return figures;
    }

    Figures loopFigures() {
        return loop.figures();
    }

    LibvirtHypervisor hypervisor() {
        return hypervisor;
    }

    /** What is asked of guests. */
    GuestOperator operations() {
        return operations;
    }

    ClusterConnection cluster() {
        return cluster;
    }

    private void changed(Key key) {
        loop.enqueue(key);
    }

    private void lookAtAll() {
        keys.all().forEach(loop::enqueue);
    }
}
