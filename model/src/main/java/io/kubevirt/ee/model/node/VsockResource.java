package io.kubevirt.ee.model.node;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DomainSpec;
import java.util.Map;
import java.util.Optional;

/** The node's side of guests' VSOCKs as Kubernetes counts it, by KubeVirt's name. */
public final class VsockResource {
    /** Its name in a Node's status and in a pod's limits. */
    public static final String NAME = "devices.kubevirt.io/vhost-vsock";

    private VsockResource() {}

    /** What the container of a guest takes that has a VSOCK. */
    public static Map<String, Quantity> ofGuest(DomainSpec domain) {
        boolean wanted =
                Optional.ofNullable(domain.devices()).map(Devices::autoattachVSOCK).orElse(false);
        return wanted ? Map.of(NAME, new Quantity("1")) : Map.of();
    }

    /** What to do where that is what is missing. */
    public static Optional<String> advice(String schedulersWords) {
        return schedulersWords.contains(NAME)
                ? Optional.of(
                        " The guest needs a node with /dev/vhost-vsock (the kernel's module"
                                + " vhost_vsock), and the gate VSOCK of the KubeVirt resource open.")
                : Optional.empty();
    }
}
