package io.kubevirt.ee.api.discovery;

import io.kubernetes.client.openapi.models.V1APIGroup;
import io.kubernetes.client.openapi.models.V1APIGroupList;
import io.kubernetes.client.openapi.models.V1APIResource;
import io.kubernetes.client.openapi.models.V1APIResourceList;
import io.kubernetes.client.openapi.models.V1GroupVersionForDiscovery;
import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.model.v1.KubevirtApi;
import java.util.List;

/** The discovery documents of the aggregated API: what is served, and nothing else. Pure. */
public final class Discovery {
    private static final List<V1APIResource> RESOURCES =
            List.of(
                    resource("virtualmachines/start", "update"),
                    resource("virtualmachines/stop", "update"),
                    resource("virtualmachines/restart", "update"),
                    resource("virtualmachineinstances/console", "get"),
                    resource("virtualmachineinstances/vnc", "get"));

    private Discovery() {}

    /** Answers {@code GET /apis}. */
    public static V1APIGroupList groups() {
        return new V1APIGroupList().apiVersion("v1").kind("APIGroupList").groups(List.of(group()));
    }

    /** Answers {@code GET /apis/subresources.kubevirt.io}. */
    public static V1APIGroup group() {
        List<V1GroupVersionForDiscovery> versions =
                Target.VERSIONS.stream().map(Discovery::version).toList();
        return new V1APIGroup()
                .apiVersion("v1")
                .kind("APIGroup")
                .name(KubevirtApi.SUBRESOURCES_GROUP)
                .versions(versions)
                .preferredVersion(versions.getFirst());
    }

    /** Answers {@code GET /apis/subresources.kubevirt.io/VERSION}. */
    public static V1APIResourceList resources(String version) {
        return new V1APIResourceList()
                .apiVersion("v1")
                .kind("APIResourceList")
                .groupVersion(groupVersion(version))
                .resources(RESOURCES);
    }

    private static V1GroupVersionForDiscovery version(String version) {
        return new V1GroupVersionForDiscovery()
                .groupVersion(groupVersion(version))
                .version(version);
    }

    private static String groupVersion(String version) {
        return KubevirtApi.SUBRESOURCES_GROUP + "/" + version;
    }

    private static V1APIResource resource(String name, String verb) {
        return new V1APIResource()
                .name(name)
                .singularName("")
                .namespaced(true)
                .kind("")
                .verbs(List.of(verb));
    }
}
