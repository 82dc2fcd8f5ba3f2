package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.controller.port.Events;
import io.kubevirt.ee.controller.port.ReplicaSets;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.replicaset.ReplicaSetAction;
import io.kubevirt.ee.model.replicaset.ReplicaSetDecider;
import io.kubevirt.ee.model.replicaset.ReplicaSetPlan;
import io.kubevirt.ee.model.replicaset.ReplicaSetSituation;
import io.kubevirt.ee.model.replicaset.ReplicaSetView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.Reconciler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Carries out what {@link ReplicaSetDecider} decides on a replica set. Whether there is anything to
 * do is read from the caches; before anything is done, it is decided anew on what the API server
 * has: so what a stale cache does not show is not made a second time.
 */
public final class ReplicaSetReconciler implements Reconciler {
    private static final Duration SOON = Duration.ofMillis(100);

    /**
     * What comes and goes while a watch is broken is never told of: until the caches agree with
     * what was found or done, it is looked at again.
     */
    private static final Outcome WHEN_CACHES_CAUGHT_UP =
            new Outcome.RetryAfter(Duration.ofSeconds(10));

    private final ReplicaSets cluster;
    private final Events events;
    private final InstantSource clock;

    /** Works on {@code cluster}. */
    public ReplicaSetReconciler(ReplicaSets cluster, Events events, InstantSource clock) {
        this.cluster = cluster;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Outcome reconcile(Key key) {
        Optional<ReplicaSetView> cached = load(cluster.cached(), key);
        Optional<ReplicaSetPlan> plan = cached.map(ReplicaSetDecider::decide);
        if (plan.isEmpty() || !changes(cached.get(), plan.get())) {
            return plan.map(ReplicaSetReconciler::rest).orElse(Outcome.SETTLED);
        }
        return load(cluster.live(), key)
                .map(view -> apply(view, ReplicaSetDecider.decide(view)))
                .orElse(Outcome.SETTLED);
    }

    private Optional<ReplicaSetView> load(ReplicaSets.View from, Key key) {
        return from.replicaSet(key)
                .map(
                        set ->
                                new ReplicaSetView(
                                        set, from.instances(key.namespace()), clock.instant()));
    }

    private static boolean changes(ReplicaSetView view, ReplicaSetPlan plan) {
        return !plan.actions().isEmpty() || statusChanges(view, plan);
    }

    private static boolean statusChanges(ReplicaSetView view, ReplicaSetPlan plan) {
        return !Objects.equals(plan.status(), view.set().status());
    }

    /** When nothing is to be written. */
    private static Outcome rest(ReplicaSetPlan plan) {
        return plan.situation() == ReplicaSetSituation.SELECTOR_WRONG
                ? new Outcome.Rejected("the selector does not match the template")
                : Outcome.SETTLED;
    }

    private Outcome apply(ReplicaSetView view, ReplicaSetPlan plan) {
        List<ObjectEvent> news = new ArrayList<>(plan.events());
        for (ReplicaSetAction action : plan.actions()) {
            switch (carryOut(view, action, news)) {
                case Progress.On on -> {}
                case Progress.LookAgain lookAgain -> {
                    publish(view, news);
                    return new Outcome.RetryAfter(SOON);
                }
                case Progress.Refused(String why) -> {
                    ReplicaSetPlan told = ReplicaSetDecider.notDone(view, action, why);
                    news.addAll(told.events());
                    return finish(view, told, news, new Outcome.Failed(new WriteRefused(why)));
                }
            }
        }
        return finish(
                view,
                plan,
                news,
                plan.actions().isEmpty() ? WHEN_CACHES_CAUGHT_UP : new Outcome.RetryAfter(SOON));
    }

    private Progress carryOut(
            ReplicaSetView view, ReplicaSetAction action, List<ObjectEvent> news) {
        String namespace = view.set().metadata().getNamespace();
        return switch (action) {
            case ReplicaSetAction.SetOwners(
                            VirtualMachineInstance vmi,
                            List<V1OwnerReference> owners) ->
                    Progress.after(cluster.setOwners(vmi, owners));
            case ReplicaSetAction.CreateInstance(VirtualMachineInstance vmi) -> {
                Write<VirtualMachineInstance> write = cluster.create(vmi);
                if (write
                        instanceof
                        Write.Stored<VirtualMachineInstance>(VirtualMachineInstance made)) {
                    news.add(ReplicaSetDecider.created(made));
                }
                yield Progress.after(write);
            }
            case ReplicaSetAction.DeleteInstance(String name, String uid, ObjectEvent done) -> {
                Progress progress =
                        Progress.after(cluster.deleteInstance(new Key(namespace, name), uid));
                if (progress instanceof Progress.On) {
                    news.add(done);
                }
                yield progress;
            }
        };
    }

    /** Saves the status and, once that is done, publishes the events. */
    private Outcome finish(
            ReplicaSetView view, ReplicaSetPlan plan, List<ObjectEvent> news, Outcome outcome) {
        if (statusChanges(view, plan)) {
            switch (cluster.writeStatus(view.set(), plan.status())) {
                case Write.Stored<VirtualMachineInstanceReplicaSet> stored -> {}
                case Write.Gone<VirtualMachineInstanceReplicaSet> gone -> {
                    return Outcome.SETTLED;
                }
                case Write.Taken<VirtualMachineInstanceReplicaSet> taken -> {
                    return new Outcome.RetryAfter(SOON);
                }
                case Write.Stale<VirtualMachineInstanceReplicaSet> stale -> {
                    return new Outcome.RetryAfter(SOON);
                }
                case Write.Refused<VirtualMachineInstanceReplicaSet>(String why) -> {
                    return new Outcome.Failed(new WriteRefused(why));
                }
            }
        }
        publish(view, news);
        return outcome;
    }

    private void publish(ReplicaSetView view, List<ObjectEvent> news) {
        news.forEach(event -> events.publish(References.to(view.set()), event));
    }
}
