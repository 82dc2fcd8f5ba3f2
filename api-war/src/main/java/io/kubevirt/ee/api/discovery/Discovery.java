package io.kubevirt.ee.api.discovery;

import io.kubernetes.client.openapi.models.V1APIGroup;
import io.kubernetes.client.openapi.models.V1APIGroupList;
import io.kubernetes.client.openapi.models.V1APIResource;
import io.kubernetes.client.openapi.models.V1APIResourceList;
import io.kubernetes.client.openapi.models.V1GroupVersionForDiscovery;
import io.kubernetes.client.openapi.models.V1ServerAddressByClientCIDR;
import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.model.v1.KubevirtApi;
import java.util.List;

/** The discovery documents of the aggregated API: what is served, and nothing else. Pure. */
public final class Discovery {
    /**
     * KubeVirt's group has this name in its own answers, and clients have learned to live with it.
     */
    private static final String GROUP_NAME = "subresource.kubevirt.io";

    /** In KubeVirt's order. Like KubeVirt's list, it leaves out ports of machines and USB slots. */
    private static final List<String> NAMES =
            List.of(
                    "expand-vm-spec",
                    "virtualmachineinstances/vnc",
                    "virtualmachineinstances/vnc/screenshot",
                    "virtualmachineinstances/console",
                    "virtualmachineinstances/portforward",
                    "virtualmachineinstances/pause",
                    "virtualmachineinstances/unpause",
                    "virtualmachineinstances/freeze",
                    "virtualmachineinstances/unfreeze",
                    "virtualmachineinstances/reset",
                    "virtualmachineinstances/softreboot",
                    "virtualmachines/start",
                    "virtualmachines/stop",
                    "virtualmachines/restart",
                    "virtualmachines/expand-spec",
                    "virtualmachineinstances/guestosinfo",
                    "virtualmachineinstances/userlist",
                    "virtualmachineinstances/filesystemlist");

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
                .name(GROUP_NAME)
                .versions(versions)
                .preferredVersion(versions.getFirst())
                .addServerAddressByClientCIDRsItem(
                        new V1ServerAddressByClientCIDR()
                                .clientCIDR("0.0.0.0/0")
                                .serverAddress(""));
    }

    /** Answers {@code GET /apis/subresources.kubevirt.io/VERSION}. */
    public static V1APIResourceList resources(String version) {
        return new V1APIResourceList()
                .apiVersion("v1")
                .kind("APIResourceList")
                .groupVersion(groupVersion(version))
                .resources(NAMES.stream().map(Discovery::resource).toList());
    }

    private static V1GroupVersionForDiscovery version(String version) {
        return new V1GroupVersionForDiscovery()
                .groupVersion(groupVersion(version))
                .version(version);
    }

    private static String groupVersion(String version) {
        return KubevirtApi.SUBRESOURCES_GROUP + "/" + version;
    }

    /** Kind and verbs are empty, as with KubeVirt: nobody takes them for objects of their own. */
    private static V1APIResource resource(String name) {
        return new V1APIResource()
                .name(name)
                .singularName("")
                .namespaced(true)
                .kind("")
                .verbs(List.of())
                .categories(null)
                .shortNames(null);
    }
}
