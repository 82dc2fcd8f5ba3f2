package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1Pod;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where the agent of a node answers. Pure. */
public final class AgentAddress {
    private AgentAddress() {}

    /**
     * Returns the address of the agent: of the pod that is ready and stays, if there is a choice
     * (while the agent is replaced there are two); nothing when none runs.
     */
    public static Optional<String> of(List<V1Pod> agentPodsOfNode) {
        return agentPodsOfNode.stream()
                .filter(AgentAddress::isRunning)
                .min(
                        Comparator.comparing(AgentAddress::isLeaving)
                                .thenComparing(pod -> !isReady(pod)))
                .map(pod -> pod.getStatus().getPodIP());
    }

    /** Returns the URL of a stream there. */
    public static URI stream(
            String address, int port, StreamRequest stream, String namespace, String vmiName) {
        return url(
                "wss",
                address,
                port,
                "/v1/namespaces/%s/virtualmachineinstances/%s/%s"
                        .formatted(namespace, vmiName, stream.agentPath()));
    }

    /** Returns the URL of a path there. */
    public static URI url(String scheme, String address, int port, String path) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("%s://%s:%d%s".formatted(scheme, host, port, path));
    }

    private static boolean isRunning(V1Pod pod) {
        return pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase())
                && pod.getStatus().getPodIP() != null
                && !pod.getStatus().getPodIP().isEmpty();
    }

    private static boolean isLeaving(V1Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static boolean isReady(V1Pod pod) {
        return pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }
}
