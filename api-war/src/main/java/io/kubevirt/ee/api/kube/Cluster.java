package io.kubevirt.ee.api.kube;

import io.kubernetes.client.custom.V1Patch;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.apis.AuthorizationV1Api;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.apis.CustomObjectsApi;
import io.kubernetes.client.openapi.apis.VersionApi;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubernetes.client.openapi.models.V1SubjectAccessReview;
import io.kubernetes.client.openapi.models.VersionInfo;
import io.kubernetes.client.util.PatchUtils;
import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.admission.FeatureGates;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtList;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineList;
import io.kubevirt.ee.runtime.kube.ApiClients;
import io.kubevirt.ee.runtime.kube.ApiPresets;
import io.kubevirt.ee.runtime.kube.ClusterAccess;
import io.kubevirt.ee.runtime.kube.KubeErrors;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.ResourceType;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.metrics.Meters;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;

/**
 * The API server, as far as virt-api needs it: live reads, so that an answer never rests on an old
 * cache. Refusals are thrown as {@link io.kubevirt.ee.runtime.kube.KubeException}.
 */
@ApplicationScoped
public class Cluster {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private static final ResourceType<VirtualMachine, VirtualMachineList> MACHINES =
            new ResourceType<>(
                    VirtualMachine.class,
                    VirtualMachineList.class,
                    KubevirtApi.GROUP,
                    KubevirtApi.VERSION,
                    KubevirtApi.VIRTUAL_MACHINES);
    private static final ResourceType<VirtualMachineInstance, VirtualMachineInstanceList>
            INSTANCES =
                    new ResourceType<>(
                            VirtualMachineInstance.class,
                            VirtualMachineInstanceList.class,
                            KubevirtApi.GROUP,
                            KubevirtApi.VERSION,
                            KubevirtApi.VIRTUAL_MACHINE_INSTANCES);

    private static final ResourceType<KubeVirt, KubeVirtList> KUBE_VIRTS =
            new ResourceType<>(
                    KubeVirt.class,
                    KubeVirtList.class,
                    KubevirtApi.GROUP,
                    KubevirtApi.VERSION,
                    KubevirtApi.KUBE_VIRTS);

    private static final ResourceType<V1Pod, V1PodList> PODS =
            new ResourceType<>(V1Pod.class, V1PodList.class, "", "v1", "pods");

    @Inject ApiConfig config;
    @Inject Meters meters;

    private ApiClient client;

    @PostConstruct
    void connect() {
        try {
            client =
                    ApiClients.forRequests(
                            new ClusterAccess(
                                    config.kubeconfig(),
                                    config.clusterTimeout(),
                                    config.clusterTimeout(),
                                    "virt-api"),
                            meters);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the way to the API server cannot be read (kubevirt.api.kubeconfig, or the"
                            + " pod's service account)",
                    unreadable);
        }
    }

    @PreDestroy
    void disconnect() {
        ApiClients.close(client);
    }

    /** Returns the machine as it is now. */
    public Optional<VirtualMachine> machine(String namespace, String name) {
        return new ResourceApi<>(client, MACHINES).get(new Key(namespace, name));
    }

    /** Returns the instance as it is now. */
    public Optional<VirtualMachineInstance> instance(String namespace, String name) {
        return new ResourceApi<>(client, INSTANCES).get(new Key(namespace, name));
    }

    /** Returns instancetypes, preferences and their revisions, as they are when asked for. */
    public PresetSource presets() {
        return new ApiPresets(client);
    }

    /** Returns the gates that are open now. */
    public FeatureGates featureGates() {
        return FeatureGates.of(
                new ResourceApi<>(client, KUBE_VIRTS)
                        .list(Selection.inNamespace(config.namespace()))
                        .getItems());
    }

    /** Returns a pod as it is now. */
    public Optional<V1Pod> pod(String namespace, String name) {
        return new ResourceApi<>(client, PODS).get(new Key(namespace, name));
    }

    /** Returns the names of the API server's version, or throws when it does not answer soon. */
    public VersionInfo version() {
        try {
            Call call = new VersionApi(client).getCode().buildCall(null);
            call.timeout().timeout(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return client.<VersionInfo>execute(call, VersionInfo.class).getData();
        } catch (ApiException thrown) {
            throw KubeErrors.translate("get version", thrown);
        }
    }

    /** Asks whether somebody may do something. */
    public boolean allows(V1SubjectAccessReview question) {
        try {
            V1SubjectAccessReview answer =
                    new AuthorizationV1Api(client).createSubjectAccessReview(question).execute();
            return answer.getStatus() != null
                    && Boolean.TRUE.equals(answer.getStatus().getAllowed());
        } catch (ApiException thrown) {
            throw KubeErrors.translate("create subjectaccessreview", thrown);
        }
    }

    /** Returns the pods of the agent on a node: one, or two while it is replaced. */
    public List<V1Pod> handlerPods(String nodeName) {
        try {
            return new CoreV1Api(client)
                    .listNamespacedPod(config.namespace())
                    .labelSelector(Labels.APP + "=virt-handler")
                    .fieldSelector("spec.nodeName=" + nodeName)
                    .execute()
                    .getItems();
        } catch (ApiException thrown) {
            throw KubeErrors.translate("list pods of virt-handler on " + nodeName, thrown);
        }
    }

    /** Patches a machine or an instance, or the status subresource of a machine. */
    public void patch(Patched what, String namespace, String name, JsonPatch patch, DryRun dryRun) {
        try {
            PatchUtils.patch(
                    Object.class,
                    () -> call(what, namespace, name, new V1Patch(patch.toJson()), dryRun),
                    V1Patch.PATCH_FORMAT_JSON_PATCH,
                    client);
        } catch (ApiException thrown) {
            throw KubeErrors.translate(
                    "patch %s %s/%s".formatted(what.plural, namespace, name), thrown);
        }
    }

    private Call call(Patched what, String namespace, String name, V1Patch patch, DryRun dryRun)
            throws ApiException {
        CustomObjectsApi api = new CustomObjectsApi(client);
        return switch (what) {
            case MACHINE, INSTANCE ->
                    api.patchNamespacedCustomObject(
                                    KubevirtApi.GROUP,
                                    KubevirtApi.VERSION,
                                    namespace,
                                    what.plural,
                                    name,
                                    patch)
                            .dryRun(dryRun.parameter)
                            .buildCall(null);
            case MACHINE_STATUS ->
                    api.patchNamespacedCustomObjectStatus(
                                    KubevirtApi.GROUP,
                                    KubevirtApi.VERSION,
                                    namespace,
                                    what.plural,
                                    name,
                                    patch)
                            .dryRun(dryRun.parameter)
                            .buildCall(null);
        };
    }

    /** What a patch is for. */
    public enum Patched {
        MACHINE(KubevirtApi.VIRTUAL_MACHINES),
        MACHINE_STATUS(KubevirtApi.VIRTUAL_MACHINES),
        INSTANCE(KubevirtApi.VIRTUAL_MACHINE_INSTANCES);

        private final String plural;

        Patched(String plural) {
            this.plural = plural;
        }
    }

    /** Whether a write is only tried. */
    public enum DryRun {
        NO(null),
        ALL("All");

        private final String parameter;

        DryRun(String parameter) {
            this.parameter = parameter;
        }
    }
}
