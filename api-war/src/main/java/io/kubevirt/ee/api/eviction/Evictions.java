package io.kubevirt.ee.api.eviction;

import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.api.kube.Cluster.DryRun;
import io.kubevirt.ee.api.kube.Cluster.Patched;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.api.status.ApiStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Looks at a pod that is to be evicted, and carries out what {@link EvictionDecider} decides. */
@ApplicationScoped
public class Evictions {
    @Inject Cluster cluster;

    /** Why a pod must stay; empty: it may go. */
    public Optional<V1Status> review(String namespace, String pod, boolean dryRun) {
        return cluster.pod(namespace, pod)
                .flatMap(EvictionDecider::owner)
                .flatMap(owner -> review(namespace, owner, dryRun));
    }

    private Optional<V1Status> review(String namespace, V1OwnerReference owner, boolean dryRun) {
        return switch (EvictionDecider.decide(
                owner, cluster.instance(namespace, owner.getName()))) {
            case EvictionDecision.Allow() -> Optional.empty();
            case EvictionDecision.Refuse(String message) ->
                    Optional.of(ApiStatus.tooManyRequests(message));
            case EvictionDecision.Mark(String node, String message) -> {
                cluster.patch(
                        Patched.INSTANCE,
                        namespace,
                        owner.getName(),
                        mark(owner.getUid(), node),
                        dryRun ? DryRun.ALL : DryRun.NO);
                yield Optional.of(ApiStatus.tooManyRequests(message));
            }
        };
    }

    /** Another instance of the name, or one that is elsewhere by now, is not meant. */
    private static JsonPatch mark(String uid, String node) {
        return JsonPatch.builder()
                .test("/metadata/uid", new JsonPrimitive(uid))
                .test("/status/nodeName", new JsonPrimitive(node))
                .add("/status/evacuationNodeName", new JsonPrimitive(node))
                .build();
    }
}
