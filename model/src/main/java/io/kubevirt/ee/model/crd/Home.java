package io.kubevirt.ee.model.crd;

import io.kubevirt.ee.model.instancetype.InstancetypeApi;
import io.kubevirt.ee.model.v1.KubevirtApi;
import java.util.List;

/**
 * Where resources are served.
 *
 * @param group the API group
 * @param versions the one that is stored first; all have one schema
 * @param namespaced whether objects live in namespaces, or in the cluster
 */
record Home(String group, List<String> versions, boolean namespaced) {
    static final Home KUBEVIRT =
            new Home(
                    KubevirtApi.GROUP, List.of(KubevirtApi.VERSION, KubevirtApi.OLD_VERSION), true);
    static final Home INSTANCETYPE =
            new Home(InstancetypeApi.GROUP, List.of(InstancetypeApi.VERSION), true);
    static final Home CLUSTER_INSTANCETYPE =
            new Home(InstancetypeApi.GROUP, List.of(InstancetypeApi.VERSION), false);

    String scope() {
        return namespaced ? "Namespaced" : "Cluster";
    }

    /** What is in no namespace is no part of what a namespace holds: {@code kubectl get all}. */
    List<String> categoriesOrNull() {
        return namespaced ? List.of("all") : null;
    }
}
