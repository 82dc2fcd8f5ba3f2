package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.controller.port.Events;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.instancetype.PresetReader;
import io.kubevirt.ee.model.instancetype.Revisions;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.vm.Ownership;
import io.kubevirt.ee.model.vm.VmAction;
import io.kubevirt.ee.model.vm.VmDecider;
import io.kubevirt.ee.model.vm.VmPlan;
import io.kubevirt.ee.model.vm.VmSituation;
import io.kubevirt.ee.model.vm.VmView;
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
 * Carries out what {@link VmDecider} decides on a machine. Whether there is anything to do is read
 * from the caches; before anything is done, it is decided anew on what the API server has.
 */
public final class VmReconciler implements Reconciler {
    private static final Duration SOON = Duration.ofMillis(100);

    /**
     * What comes and goes while a watch is broken is never told of: until the caches agree with
     * what was found or done, it is looked at again.
     */
    private static final Duration WHEN_CACHES_CAUGHT_UP = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final Events events;
    private final InstantSource clock;

    /** Works on {@code cluster}. */
    public VmReconciler(Cluster cluster, Events events, InstantSource clock) {
        this.cluster = cluster;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Outcome reconcile(Key key) {
        Optional<VmView> cached = load(cluster.cached(), key);
        Optional<VmPlan> plan = cached.map(VmDecider::decide);
        if (plan.isEmpty() || !changes(cached.get(), plan.get())) {
            return plan.map(VmReconciler::rest).orElse(Outcome.SETTLED);
        }
        return load(cluster.live(), key)
                .map(this::withPresets)
                .map(view -> apply(view, VmDecider.decide(view)))
                .orElse(Outcome.SETTLED);
    }

    private Optional<VmView> load(ClusterView from, Key key) {
        return from.machine(key).map(vm -> new VmView(vm, from.instance(key), clock.instant()));
    }

    /** They are read when something is to be done, and never cached: few machines need them. */
    private VmView withPresets(VmView view) {
        return new VmView(
                view.vm(),
                view.sameName(),
                view.now(),
                new PresetReader(cluster.presets()).read(view.vm()));
    }

    private static boolean changes(VmView view, VmPlan plan) {
        return !plan.actions().isEmpty() || statusChanges(view, plan);
    }

    private static boolean statusChanges(VmView view, VmPlan plan) {
        return !Objects.equals(plan.status(), view.vm().status());
    }

    /** When nothing, or nothing more, is to be written. */
    private static Outcome rest(VmPlan plan) {
        return plan.situation() == VmSituation.STRATEGY_UNKNOWN
                ? new Outcome.Rejected("the run strategy is none that we know")
                : Outcome.again(plan.again());
    }

    private Outcome apply(VmView view, VmPlan plan) {
        for (VmAction action : plan.actions()) {
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
        Outcome rest = rest(plan);
        return finish(
                view,
                plan,
                rest.equals(Outcome.SETTLED)
                        ? new Outcome.RetryAfter(WHEN_CACHES_CAUGHT_UP)
                        : rest);
    }

    private Progress carryOut(VmView view, VmAction action) {
        VirtualMachine vm = view.vm();
        return switch (action) {
            case VmAction.AddFinalizer() -> {
                List<String> all = new ArrayList<>(Absent.list(vm.metadata().getFinalizers()));
                all.add(Finalizers.VIRTUAL_MACHINE);
                yield Progress.after(cluster.setFinalizers(vm, all));
            }
            case VmAction.RemoveFinalizer() -> {
                List<String> all = new ArrayList<>(Absent.list(vm.metadata().getFinalizers()));
                all.remove(Finalizers.VIRTUAL_MACHINE);
                yield Progress.after(cluster.setFinalizers(vm, all));
            }
            case VmAction.SetRunStrategy(RunStrategy strategy) ->
                    Progress.after(cluster.setRunStrategy(vm, strategy));
            case VmAction.PinPresets(List<V1ControllerRevision> revisions) -> pinned(vm, revisions);
            case VmAction.CreateInstance(VirtualMachineInstance vmi) ->
                    created(vm, cluster.create(vmi));
            case VmAction.AdoptInstance(VirtualMachineInstance orphan, V1ObjectMeta metadata) ->
                    Progress.after(cluster.setMetadata(orphan, metadata));
            case VmAction.DeleteInstance(String uid) ->
                    Progress.after(
                            cluster.deleteInstance(
                                    new Key(vm.metadata().getNamespace(), vm.metadata().getName()),
                                    uid));
        };
    }

    private Progress pinned(VirtualMachine vm, List<V1ControllerRevision> revisions) {
        for (V1ControllerRevision revision : revisions) {
            Progress progress = pinned(vm, cluster.create(revision));
            if (!progress.equals(Progress.ON)) {
                return progress;
            }
        }
        return Progress.ON;
    }

    /** One of a machine that had this name before goes, and is made anew then. */
    private static Progress pinned(VirtualMachine vm, Write<V1ControllerRevision> write) {
        if (write instanceof Write.Taken<V1ControllerRevision>(V1ControllerRevision existing)) {
            return Revisions.isOfAnother(vm, existing) ? new Progress.LookAgain() : Progress.ON;
        }
        return Progress.after(write);
    }

    /** One of another owner is a situation of its own, so it is looked at again. */
    private static Progress created(VirtualMachine vm, Write<VirtualMachineInstance> write) {
        if (write instanceof Write.Taken<VirtualMachineInstance>(VirtualMachineInstance existing)) {
            return Ownership.controls(vm, existing) ? Progress.ON : new Progress.LookAgain();
        }
        return Progress.after(write);
    }

    private Outcome refused(VmView view, VmAction action, String why) {
        Outcome failed = new Outcome.Failed(new WriteRefused(why));
        return switch (action) {
            case VmAction.CreateInstance create ->
                    finish(view, VmDecider.notCreated(view, why), failed);
            case VmAction.PinPresets pin -> finish(view, VmDecider.notPinned(view, why), failed);
            case VmAction.AddFinalizer add -> failed;
            case VmAction.RemoveFinalizer remove -> failed;
            case VmAction.SetRunStrategy set -> failed;
            case VmAction.AdoptInstance adopt -> failed;
            case VmAction.DeleteInstance delete ->
                    finish(view, VmDecider.notDeleted(view, why), failed);
        };
    }

    /** Saves the status and, once that is done, publishes the events. */
    private Outcome finish(VmView view, VmPlan plan, Outcome outcome) {
        if (statusChanges(view, plan)) {
            switch (cluster.writeStatus(view.vm(), plan.status())) {
                case Write.Stored<VirtualMachine> stored -> {}
                case Write.Gone<VirtualMachine> gone -> {
                    return Outcome.SETTLED;
                }
                case Write.Taken<VirtualMachine> taken -> {
                    return new Outcome.RetryAfter(SOON);
                }
                case Write.Stale<VirtualMachine> stale -> {
                    return new Outcome.RetryAfter(SOON);
                }
                case Write.Refused<VirtualMachine>(String why) -> {
                    return new Outcome.Failed(new WriteRefused(why));
                }
            }
        }
        plan.events().forEach(event -> events.publish(References.to(view.vm()), event));
        return outcome;
    }
}
