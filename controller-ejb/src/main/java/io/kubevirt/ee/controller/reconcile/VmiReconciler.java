package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.controller.port.Events;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.vmi.NodeState;
import io.kubevirt.ee.model.vmi.VmiAction;
import io.kubevirt.ee.model.vmi.VmiDecider;
import io.kubevirt.ee.model.vmi.VmiPlan;
import io.kubevirt.ee.model.vmi.VmiView;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.Reconciler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Carries out what {@link VmiDecider} decides on an instance. Whether there is anything to do is
 * read from the caches; before anything is done, it is decided anew on what the API server has.
 */
public final class VmiReconciler implements Reconciler {
    private static final Duration SOON = Duration.ofMillis(100);

    /**
     * What comes and goes while a watch is broken is never told of: until the caches agree with
     * what was found or done, it is looked at again.
     */
    private static final Outcome WHEN_CACHES_CAUGHT_UP =
            new Outcome.RetryAfter(Duration.ofSeconds(10));

    private final Cluster cluster;
    private final Events events;
    private final InstantSource clock;
    private final VsockCids cids = new VsockCids();

    /** Works on {@code cluster}. */
    public VmiReconciler(Cluster cluster, Events events, InstantSource clock) {
        this.cluster = cluster;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Outcome reconcile(Key key) {
        Optional<VmiView> cached = load(cluster.cached(), key);
        Optional<VmiPlan> plan = cached.map(VmiDecider::decide);
        if (plan.isEmpty() || !changes(cached.get(), plan.get())) {
            return plan.map(idle -> Outcome.again(idle.again())).orElse(Outcome.SETTLED);
        }
        return load(cluster.live(), key)
                .map(view -> apply(view, VmiDecider.decide(view)))
                .orElse(Outcome.SETTLED);
    }

    private Optional<VmiView> load(ClusterView from, Key key) {
        return from.instance(key)
                .map(
                        vmi ->
                                new VmiView(
                                        vmi,
                                        pods(from, vmi),
                                        node(from, vmi),
                                        List.of(),
                                        Claims.NONE,
                                        Optional.empty(),
                                        cluster.launcherSettings(),
                                        clock.instant()))
                .map(this::withEvents)
                .map(this::withClaims)
                .map(this::withCid);
    }

    private VmiView withEvents(VmiView view) {
        return view.wantsEvents().map(pod -> view.with(cluster.eventsOf(pod))).orElse(view);
    }

    private VmiView withClaims(VmiView view) {
        List<String> wanted = view.wantsClaims();
        return wanted.isEmpty()
                ? view
                : view.with(cluster.claims(view.vmi().metadata().getNamespace(), wanted));
    }

    private VmiView withCid(VmiView view) {
        return view.wantsCid() ? view.with(cids.give(view.vmi(), cluster.instances())) : view;
    }

    private static List<V1Pod> pods(ClusterView from, VirtualMachineInstance vmi) {
        return from.podsCreatedBy(vmi.metadata().getNamespace(), vmi.metadata().getUid()).stream()
                .filter(pod -> controls(vmi, pod))
                .toList();
    }

    private static Optional<NodeState> node(ClusterView from, VirtualMachineInstance vmi) {
        return Optional.ofNullable(vmi.status())
                .map(VirtualMachineInstanceStatus::nodeName)
                .filter(name -> !name.isEmpty())
                .map(name -> NodeState.of(from.node(name)));
    }

    private static boolean changes(VmiView view, VmiPlan plan) {
        return !plan.actions().isEmpty() || statusChanges(view, plan);
    }

    private static boolean statusChanges(VmiView view, VmiPlan plan) {
        Map<String, String> labels = Absent.map(view.vmi().metadata().getLabels());
        return !Objects.equals(plan.status(), view.vmi().status())
                || !labels.entrySet().containsAll(plan.labels().entrySet());
    }

    private Outcome apply(VmiView view, VmiPlan plan) {
        for (VmiAction action : plan.actions()) {
            switch (carryOut(view, action)) {
                case Progress.On on -> {}
                case Progress.LookAgain lookAgain -> {
                    return new Outcome.RetryAfter(SOON);
                }
                case Progress.Refused(String why) -> {
                    return refused(view, action, why);
                }
            }
        }
        return finish(view, plan, WHEN_CACHES_CAUGHT_UP);
    }

    private Progress carryOut(VmiView view, VmiAction action) {
        VirtualMachineInstance vmi = view.vmi();
        return switch (action) {
            case VmiAction.AddFinalizer() -> {
                List<String> all = new ArrayList<>(Absent.list(vmi.metadata().getFinalizers()));
                all.add(Finalizers.VIRTUAL_MACHINE_INSTANCE);
                yield Progress.after(cluster.setFinalizers(vmi, all));
            }
            case VmiAction.RemoveFinalizer() -> {
                List<String> all = new ArrayList<>(Absent.list(vmi.metadata().getFinalizers()));
                all.remove(Finalizers.VIRTUAL_MACHINE_INSTANCE);
                yield Progress.after(cluster.setFinalizers(vmi, all));
            }
            // One of that name that came meanwhile is looked at first: it may be somebody else's.
            case VmiAction.CreateClaim(V1PersistentVolumeClaim claim) ->
                    Progress.after(cluster.create(claim));
            case VmiAction.CreatePod(V1Pod pod) -> created(vmi, cluster.create(pod));
            case VmiAction.TellPod(V1Pod pod, V1PodCondition condition) ->
                    Progress.after(cluster.setCondition(pod, condition));
            case VmiAction.DeletePod(String name, String uid, Duration grace) ->
                    Progress.after(
                            cluster.deletePod(
                                    new Key(vmi.metadata().getNamespace(), name), uid, grace));
        };
    }

    private static Progress created(VirtualMachineInstance vmi, Write<V1Pod> write) {
        if (write instanceof Write.Taken<V1Pod>(V1Pod existing)) {
            return controls(vmi, existing)
                    ? Progress.ON
                    : new Progress.Refused(
                            "a pod named "
                                    + existing.getMetadata().getName()
                                    + " is there that is not of this virtual machine instance: delete it");
        }
        return Progress.after(write);
    }

    private Outcome refused(VmiView view, VmiAction action, String why) {
        Outcome failed = new Outcome.Failed(new WriteRefused(why));
        return switch (action) {
            case VmiAction.CreateClaim create ->
                    finish(view, VmiDecider.claimNotCreated(view, why), failed);
            case VmiAction.CreatePod create ->
                    finish(view, VmiDecider.notCreated(view, why), failed);
            case VmiAction.AddFinalizer add -> failed;
            case VmiAction.RemoveFinalizer remove -> failed;
            case VmiAction.TellPod tell -> failed;
            case VmiAction.DeletePod delete -> failed;
        };
    }

    /** Saves the status and, once that is done, publishes the events. */
    private Outcome finish(VmiView view, VmiPlan plan, Outcome outcome) {
        if (statusChanges(view, plan)) {
            switch (cluster.writeStatus(view.vmi(), plan.status(), plan.labels())) {
                case Write.Stored<VirtualMachineInstance> stored -> {}
                case Write.Gone<VirtualMachineInstance> gone -> {
                    return Outcome.SETTLED;
                }
                case Write.Taken<VirtualMachineInstance> taken -> {
                    return new Outcome.RetryAfter(SOON);
                }
                case Write.Stale<VirtualMachineInstance> stale -> {
                    return new Outcome.RetryAfter(SOON);
                }
                case Write.Refused<VirtualMachineInstance>(String why) -> {
                    return new Outcome.Failed(new WriteRefused(why));
                }
            }
        }
        plan.events().forEach(event -> events.publish(References.to(view.vmi()), event));
        return outcome;
    }

    private static boolean controls(VirtualMachineInstance owner, V1Pod pod) {
        for (V1OwnerReference reference : Absent.list(pod.getMetadata().getOwnerReferences())) {
            if (Boolean.TRUE.equals(reference.getController())
                    && owner.metadata().getUid().equals(reference.getUid())) {
                return true;
            }
        }
        return false;
    }
}
