package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.controller.port.Events;
import io.kubevirt.ee.controller.reconcile.VmReconciler;
import io.kubevirt.ee.controller.reconcile.VmiReconciler;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.Reconciler;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * virt-controller. Machine and instance share their name, so one key stands for both: its pass is
 * one of the machine's reconciler and one of the instance's.
 */
public final class ControllerProcess extends Process {
    private final VmReconciler machines;
    private final VmiReconciler instances;

    /** Starts it: it looks at everything there is. */
    public ControllerProcess(
            ApiServer api,
            Chance chance,
            Trace trace,
            InstantSource clock,
            LauncherSettings settings) {
        super(
                "virt-controller",
                trace,
                new WatchCache(api, chance, Set.of(Api.VM, Api.VMI, Api.POD), object -> true),
                clock,
                new Random(chance.below(Integer.MAX_VALUE)));
        SimCluster cluster = new SimCluster(api, cache(), chance, trace, settings);
        Events events =
                (about, event) ->
                        trace.say("  event " + event.reason().value() + ": " + event.message());
        machines = new VmReconciler(cluster, events, clock);
        instances = new VmiReconciler(cluster, events, clock);
        everyKey().forEach(this::enqueue);
    }

    @Override
    Reconciler reconciler() {
        return key -> sooner(machines.reconcile(key), instances.reconcile(key));
    }

    private static Outcome sooner(Outcome one, Outcome other) {
        return delay(one).compareTo(delay(other)) <= 0 ? one : other;
    }

    private static Duration delay(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> Duration.ZERO;
            case Outcome.RetryAfter(Duration delay) -> delay;
            case Outcome.Rejected rejected -> Duration.ofDays(1);
            case Outcome.Settled settled -> Duration.ofDays(2);
        };
    }

    @Override
    Collection<Key> keysOf(ObjectId changed) {
        if (!changed.kind().equals(Api.POD)) {
            return List.of(new Key(changed.namespace(), changed.name()));
        }
        // A pod's name is made of its instance's, and cut; its owner is looked up while it is
        // there.
        return everyKey();
    }

    @Override
    Collection<Key> everyKey() {
        Set<Key> keys = new LinkedHashSet<>();
        for (String kind : List.of(Api.VM, Api.VMI)) {
            for (JsonObject object : cache().list(kind)) {
                JsonElement metadata = object.get("metadata");
                keys.add(
                        new Key(
                                metadata.getAsJsonObject().get("namespace").getAsString(),
                                metadata.getAsJsonObject().get("name").getAsString()));
            }
        }
        return keys;
    }
}
