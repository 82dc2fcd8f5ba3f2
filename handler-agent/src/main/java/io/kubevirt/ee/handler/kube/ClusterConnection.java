package io.kubevirt.ee.handler.kube;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtList;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.runtime.kube.ApiClients;
import io.kubevirt.ee.runtime.kube.CacheReport;
import io.kubevirt.ee.runtime.kube.ClusterAccess;
import io.kubevirt.ee.runtime.kube.EventRecorder;
import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.kube.ServerVersion;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.metrics.Meters;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Everything the agent has open to the API server. */
public final class ClusterConnection {

    private static final String COMPONENT = "virt-handler";
    // Longer than the minute between two bookmarks.
    private static final Duration LIVE_WITHIN = Duration.ofSeconds(150);
    private static final Duration VERSION_WITHIN = Duration.ofSeconds(2);

    private final ApiClient requests;
    private final ApiClient watches;
    private final Informer<VirtualMachineInstance, VirtualMachineInstanceList> vmis;
    private final Informer<KubeVirt, KubeVirtList> kubeVirts;
    private final EventRecorder events;
    private final KubeVmiStore store;
    private final ResourceApi<V1Node, V1NodeList> nodes;
    private final ServerVersion version;

    /**
     * @param access how to reach the API server
     * @param node the node's name
     * @param namespace where the KubeVirt resource is
     * @param changed gets the key of each VMI of this node that changed; must not wait
     * @param clock the wall clock
     * @param meters measures requests
     * @throws IOException the kubeconfig or the service account's token cannot be read
     */
    public ClusterConnection(
            ClusterAccess access,
            String node,
            String namespace,
            Consumer<Key> changed,
            InstantSource clock,
            Meters meters)
            throws IOException {
        requests = ApiClients.forRequests(access, meters);
        watches = ApiClients.forWatches(access, meters);
        vmis =
                new Informer<>(
                                new ResourceApi<>(watches, HandlerResources.VMIS),
                                Selection.labelled(Labels.NODE_NAME + "=" + node),
                                clock)
                        .listen(
                                (before, after) ->
                                        after.or(() -> before)
                                                .map(Informer::keyOf)
                                                .ifPresent(changed));
        kubeVirts =
                new Informer<>(
                        new ResourceApi<>(watches, HandlerResources.KUBE_VIRTS),
                        Selection.inNamespace(namespace),
                        clock);
        events = new EventRecorder(requests, COMPONENT, node, clock);
        store = new KubeVmiStore(new ResourceApi<>(requests, HandlerResources.VMIS), vmis, events);
        nodes = new ResourceApi<>(requests, HandlerResources.NODES);
        version = new ServerVersion(requests, VERSION_WITHIN);
    }

    /** Starts the watches; returns at once. */
    public void start(ThreadFactory threads) {
        events.start(threads);
        kubeVirts.start(threads);
        vmis.start(threads);
    }

    /** Waits until the caches hold what there is; false if that took longer. */
    public boolean awaitSynced(Duration patience) throws InterruptedException {
        return kubeVirts.awaitSynced(patience) && vmis.awaitSynced(patience);
    }

    /** Whether the caches are filled and were told something (if only a bookmark) lately. */
    public boolean live() {
        return synced()
                && vmis.liveness().live(LIVE_WITHIN)
                && kubeVirts.liveness().live(LIVE_WITHIN);
    }

    /** Whether the caches have been filled. */
    public boolean synced() {
        return vmis.synced() && kubeVirts.synced();
    }

    /** How each cache is, by what it holds. */
    public Map<String, CacheReport> caches() {
        return Map.of("virtualmachineinstances", vmis.report(), "kubevirts", kubeVirts.report());
    }

    /** The API server's version; asks it, and throws when it does not answer soon. */
    public String serverVersion() {
        return version.ask();
    }

    /** What a watch complains of, or nothing. */
    public String trouble() {
        return vmis.liveness().trouble().or(kubeVirts.liveness()::trouble).orElse("");
    }

    /** The VMIs of this node. */
    public KubeVmiStore store() {
        return store;
    }

    /** Keys of the VMIs of this node. */
    public List<Key> keys() {
        return vmis.keys();
    }

    /** The KubeVirt resources of our namespace. */
    public List<KubeVirt> kubeVirts() {
        return kubeVirts.list();
    }

    /** Nodes; the agent may write its own. */
    public ResourceApi<V1Node, V1NodeList> nodes() {
        return nodes;
    }

    /** Ends watches and events, the latter after they are published. */
    public void stop(Duration patience) throws InterruptedException {
        vmis.stop(patience);
        kubeVirts.stop(patience);
        events.stop(patience);
        ApiClients.close(watches);
        ApiClients.close(requests);
    }
}
