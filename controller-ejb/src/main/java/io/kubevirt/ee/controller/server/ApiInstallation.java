package io.kubevirt.ee.controller.server;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubevirt.ee.controller.port.Installation;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.installation.Component;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtList;
import io.kubevirt.ee.model.v1.KubeVirtStatus;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of our namespace and the KubeVirt resource, through caches and requests. */
final class ApiInstallation implements Installation {
    private final ResourceApi<KubeVirt, KubeVirtList> settings;
    private final Caches caches;
    private final String namespace;
    private final String launcherImage;

    ApiInstallation(ApiClient requests, Caches caches, String namespace, String launcherImage) {
        this.settings = new ResourceApi<>(requests, Kinds.SETTINGS);
        this.caches = caches;
        this.namespace = namespace;
        this.launcherImage = launcherImage;
    }

    @Override
    public Optional<KubeVirt> cached(Key key) {
        return caches.settings().get(key);
    }

    @Override
    public Optional<KubeVirt> live(Key key) {
        return settings.get(key);
    }

    @Override
    public List<Component> components() {
        return Stream.concat(
                        Component.DEPLOYMENTS.stream().map(this::deployment),
                        Component.DAEMON_SETS.stream().map(this::daemonSet))
                .toList();
    }

    private Component deployment(String name) {
        return caches.deployments()
                .get(new Key(namespace, name))
                .map(Component::of)
                .orElseGet(() -> Component.absent(name));
    }

    private Component daemonSet(String name) {
        return caches.daemonSets()
                .get(new Key(namespace, name))
                .map(Component::of)
                .orElseGet(() -> Component.absent(name));
    }

    @Override
    public String version() {
        return KubevirtApi.version(RuntimeMetrics.version());
    }

    /** All of our images are from one place: the launcher's tells it. */
    @Override
    public Optional<String> registry() {
        int slash = launcherImage.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(launcherImage.substring(0, slash));
    }

    @Override
    public Write<KubeVirt> writeStatus(KubeVirt read, KubeVirtStatus status) {
        JsonObject patch = MergePatch.ofStatus(read, read.status(), status);
        return Writes.change(() -> settings.mergePatchStatus(Informer.keyOf(read), patch));
    }
}
