package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;

/** References to owners of our API group. */
public final class Owners {
    private Owners() {}

    /**
     * The reference that makes an object the controller of what has it.
     *
     * @param kind such as {@code VirtualMachine}
     * @param metadata of the controller
     */
    public static V1OwnerReference controller(String kind, V1ObjectMeta metadata) {
        return new V1OwnerReference()
                .apiVersion(KubevirtApi.API_VERSION)
                .kind(kind)
                .name(metadata.getName())
                .uid(metadata.getUid())
                .controller(true)
                .blockOwnerDeletion(true);
    }
}
