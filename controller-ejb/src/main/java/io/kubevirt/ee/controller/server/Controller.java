package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.controller.certificate.CertificateKeeper;
import io.kubevirt.ee.controller.certificate.Identity;
import io.kubevirt.ee.controller.certificate.Lifetimes;
import io.kubevirt.ee.controller.election.Candidate;
import io.kubevirt.ee.controller.election.LeaseTimes;
import io.kubevirt.ee.controller.election.Term;
import io.kubevirt.ee.controller.metrics.ControllerMetrics;
import io.kubevirt.ee.controller.metrics.VmiFigures;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.replicaset.Claims;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.DeveloperConfiguration;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtConfiguration;
import io.kubevirt.ee.model.v1.KubeVirtSpec;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.vmi.NodeState;
import io.kubevirt.ee.runtime.kube.ApiClients;
import io.kubevirt.ee.runtime.kube.ClusterAccess;
import io.kubevirt.ee.runtime.kube.EventRecorder;
import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.ServerVersion;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.MonotonicTime;
import io.kubevirt.ee.runtime.metrics.Meters;
import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** All of virt-controller, put together; on threads that are given to it. */
final class Controller {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final ClusterAccess access;
    private final ApiClient requests;
    private final ApiClient watches;
    private final ApiClient election;
    private final ControllerConfig config;
    private final InstantSource clock = new MonotonicTime();
    private final Caches caches;
    private final EventRecorder events;
    private final Work work;
    private final Leadership leadership;
    private final Vitals vitals;
    private final Meters meters;
    private ThreadFactory threads;

    Controller(ControllerConfig config, Meters meters) throws IOException {
        LeaseTimes times = LeaseTimes.of(config.leaseDuration());
        this.access = ClusterAccess.of(config.kubeconfigFile(), "virt-controller");
        this.config = config;
        this.meters = meters;
        this.requests = ApiClients.forRequests(access, meters);
        this.watches = ApiClients.forWatches(access, meters);
        this.election = Connections.brief(access, meters, times.callLimit());
        this.caches = Caches.of(watches, config.namespace(), clock);
        this.events = new EventRecorder(requests, "virt-controller", config.identity(), clock);
        VmiFigures vmiFigures = new VmiFigures(meters);
        this.work = new Work(this::newDuties);
        this.leadership =
                new Leadership(
                        config.namespace() + "/" + ApiLease.NAME,
                        new Candidate(
                                config.identity(),
                                times,
                                new ApiLease(election, config.namespace()),
                                clock,
                                new MeasuredDuty(work, vmiFigures)));
        this.vitals =
                new Vitals(
                        caches.byName(),
                        work::figures,
                        leadership,
                        this::askApiServer,
                        config.watchSilenceLimit());
        caches.instances()
                .listen(
                        (before, after) ->
                                after.or(() -> before)
                                        .map(Informer::keyOf)
                                        .ifPresent(key -> vmiFigures.changed(key, before, after)));
        publishStatus();
    }

    private void publishStatus() {
        RuntimeMetrics.publishInfo(meters);
        meters.gauge(ControllerMetrics.LEADING, () -> leadership.leading() ? 1 : 0);
        meters.gauge(ControllerMetrics.READY, () -> vitals.live() ? 1 : 0);
        meters.gauge(ControllerMetrics.EMULATION, () -> launcherSettings().emulation() ? 1 : 0);
    }

    void start(ThreadFactory factory) {
        threads = factory;
        listen();
        caches.start(factory);
        events.start(factory);
        leadership.start(factory);
    }

    /** A change of an object wakes its own key and that of what it belongs to. */
    private void listen() {
        caches.machines().listen((before, after) -> wake(work::machine, before.or(() -> after)));
        caches.instances()
                .listen(
                        (before, after) -> {
                            wake(work::machine, before.or(() -> after));
                            wake(work::instance, before.or(() -> after));
                        });
        caches.pods().listen((before, after) -> before.or(() -> after).ifPresent(this::podChanged));
        caches.nodes().listen(this::nodeChanged);
        listenForReplicaSets();
        listenForTheInstallation();
    }

    private void listenForReplicaSets() {
        caches.replicaSets()
                .listen((before, after) -> wake(work::replicaSet, before.or(() -> after)));
        caches.instances()
                .listen(
                        (before, after) ->
                                Claims.concerned(before, after, caches.replicaSets().list())
                                        .forEach(
                                                name ->
                                                        work.replicaSet(
                                                                new Key(
                                                                        namespaceOf(before, after),
                                                                        name))));
    }

    private static String namespaceOf(
            Optional<VirtualMachineInstance> before, Optional<VirtualMachineInstance> after) {
        return before.or(() -> after).orElseThrow().metadata().getNamespace();
    }

    /** A program that changes is news for whoever reads of the installation. */
    private void listenForTheInstallation() {
        caches.settings()
                .listen((before, after) -> wake(work::installation, before.or(() -> after)));
        caches.deployments()
                .listen((before, after) -> caches.settings().keys().forEach(work::installation));
        caches.daemonSets()
                .listen((before, after) -> caches.settings().keys().forEach(work::installation));
    }

    /** A node changes with each heartbeat; few of its changes mean anything to its instances. */
    private void nodeChanged(Optional<V1Node> before, Optional<V1Node> after) {
        if (NodeState.concerns(before, after)) {
            String node = before.or(() -> after).orElseThrow().getMetadata().getName();
            caches.instances().list().stream()
                    .filter(vmi -> vmi.status() != null && node.equals(vmi.status().nodeName()))
                    .map(Informer::keyOf)
                    .forEach(work::instance);
        }
    }

    private static void wake(
            java.util.function.Consumer<Key> loop,
            Optional<? extends io.kubernetes.client.common.KubernetesObject> changed) {
        changed.map(Informer::keyOf).ifPresent(loop);
    }

    private void podChanged(V1Pod pod) {
        for (V1OwnerReference owner : Absent.list(pod.getMetadata().getOwnerReferences())) {
            if (KubevirtApi.VIRTUAL_MACHINE_INSTANCE.equals(owner.getKind())) {
                work.instance(new Key(pod.getMetadata().getNamespace(), owner.getName()));
            }
        }
    }

    /** What a leader does, made anew each time it becomes one. */
    private Duties newDuties(Term term) {
        ApiClient writes = Connections.within(term, access, meters);
        ApiCluster cluster = new ApiCluster(writes, caches, this::launcherSettings);
        CertificateKeeper keeper =
                new CertificateKeeper(
                        new ApiCertificateStore(writes, config.namespace()),
                        Identity.ofComponents(config.namespace()),
                        Lifetimes.DEFAULT);
        return new Duties(
                cluster,
                new ApiReplicaSets(writes, caches),
                new ApiInstallation(writes, caches, config.namespace(), config.launcherImage()),
                (about, event) ->
                        events.record(
                                about,
                                event.type().value(),
                                event.reason().value(),
                                event.message()),
                caches,
                new CertificateLoop(keeper, InstantSource.system()),
                clock,
                config.workers(),
                threads,
                () -> ApiClients.close(writes),
                meters);
    }

    private LauncherSettings launcherSettings() {
        Optional<KubeVirtConfiguration> configuration =
                caches.settings().list().stream()
                        .min(Comparator.comparing(kubeVirt -> kubeVirt.metadata().getName()))
                        .map(KubeVirt::spec)
                        .map(KubeVirtSpec::configuration);
        boolean emulation =
                configuration
                        .map(KubeVirtConfiguration::developerConfiguration)
                        .map(DeveloperConfiguration::useEmulation)
                        .orElse(false);
        return new LauncherSettings(
                config.launcherImage(),
                "IfNotPresent",
                config.launcherPullSecrets(),
                emulation,
                configuration
                        .map(KubeVirtConfiguration::vmStateStorageClass)
                        .filter(name -> !name.isEmpty()));
    }

    /** The settings show that our own resources can be read with our own rights. */
    private String askApiServer() {
        new ResourceApi<>(requests, Kinds.SETTINGS).get(new Key(config.namespace(), "kubevirt"));
        return new ServerVersion(requests, PROBE_TIMEOUT).ask();
    }

    Vitals vitals() {
        return vitals;
    }

    void stop(Duration patience) throws InterruptedException {
        leadership.stop(patience);
        events.stop(patience);
        caches.stop(patience);
        ApiClients.close(requests);
        ApiClients.close(watches);
        ApiClients.close(election);
    }
}
