package io.kubevirt.ee.model.node;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.KubeVirtConfiguration;
import java.util.Map;
import java.util.Optional;

/**
 * KVM as Kubernetes counts it, by KubeVirt's name: a node offers it for so many guests, a launcher
 * pod takes it for one. The agent needs no other device in the pod: it makes the tap itself.
 */
public final class KvmResource {
    /** Its name in a Node's status and in a pod's limits. */
    public static final String NAME = "devices.kubevirt.io/kvm";

    private static final long USUAL_GUESTS = 1000;

    /** So that the list of them stays one message. */
    private static final long MOST_GUESTS = 10_000;

    private KvmResource() {}

    /** What a guest's container may take: extended resources have a limit that is the request. */
    public static Map<String, Quantity> ofGuest(boolean emulation) {
        return emulation ? Map.of() : Map.of(NAME, new Quantity("1"));
    }

    /** For how many guests a node offers it, {@code virtualMachineInstancesPerNode}. */
    public static int perNode(Optional<KubeVirtConfiguration> configuration) {
        long stated =
                configuration
                        .map(KubeVirtConfiguration::virtualMachineInstancesPerNode)
                        .filter(count -> count >= 0)
                        .orElse(USUAL_GUESTS);
        return (int) Math.min(stated, MOST_GUESTS);
    }

    /** What to do where that is what is missing; the scheduler's words name the resource alone. */
    public static Optional<String> advice(String schedulersWords) {
        return schedulersWords.contains(NAME)
                ? Optional.of(
                        " The guest needs a node with a usable /dev/kvm and room for one more of its"
                                + " guests; or set"
                                + " spec.configuration.developerConfiguration.useEmulation of the"
                                + " KubeVirt resource.")
                : Optional.empty();
    }
}
