package io.kubevirt.ee.simulation;

import com.google.gson.JsonObject;
import io.kubevirt.ee.simulation.component.Scene;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Refusal;
import io.kubevirt.ee.simulation.world.Troubles;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What users do: create, change, start, stop and delete machines, and delete what they should not.
 */
final class Users {
    private static final List<String> NAMES = List.of("a", "b", "c", Troubles.NAME);
    private static final List<String> STRATEGIES =
            List.of("Always", "Always", "Always", "RerunOnFailure", "Manual", "Halted", "Once");

    /** The machine that remembers what its TPM holds; so do instances of its name. */
    private static final String KEEPING = "c";

    private static final String SPEC =
            """
            {"terminationGracePeriodSeconds": 30,
             "domain": {"memory": {"guest": "128Mi"}, "devices": {%s}}}
            """;

    private final Scene scene;
    private final ApiServer api;
    private final Chance chance;
    private final Set<String> namesUsed = new HashSet<>();
    private final Set<String> stripped = new HashSet<>();
    private final Set<String> removedRunning = new HashSet<>();

    Users(Scene scene) {
        this.scene = scene;
        this.api = scene.api();
        this.chance = scene.chance();
    }

    /** Uids of instances that users took the finalizers off: nobody answers for these any more. */
    Set<String> stripped() {
        return stripped;
    }

    /** Who removes a node whose machine runs takes on that what is given up by it may still run. */
    void removesRunning(String node) {
        removedRunning.add(node);
    }

    void isGivenUp(String uid, String node) {
        if (removedRunning.contains(node)) {
            stripped.add(uid);
        }
    }

    void act() {
        ObjectId vm = new ObjectId(Names.VM, Names.NAMESPACE, chance.oneOf(NAMES));
        ObjectId vmi = new ObjectId(Names.VMI, Names.NAMESPACE, vm.name());
        try {
            act(vm, vmi);
        } catch (Refusal refused) {
            say("is refused: " + refused.getMessage());
        }
    }

    private void act(ObjectId vm, ObjectId vmi) {
        if (api.get(vm).isEmpty()) {
            if (chance.onceIn(8)) {
                createInstance(vmi);
            } else {
                create(vm);
            }
            return;
        }
        switch (chance.below(11)) {
            case 0 -> delete(vm, Fault.MACHINE_DELETED);
            case 1, 2 -> changeStrategy(vm);
            case 3 -> {
                delete(vmi, Fault.INSTANCE_DELETED);
                if (chance.onceIn(3)) {
                    strip(vmi);
                }
            }
            case 4 -> deletePod(Optional.empty(), Fault.POD_DELETED);
            case 5 -> deletePod(Optional.of(Duration.ZERO), Fault.POD_FORCED);
            case 6 -> ask(vm, "{\"action\": \"Start\"}");
            case 7 -> askStop(vm, vmi, "");
            case 8 -> askStop(vm, vmi, ", {\"action\": \"Start\"}");
            case 9 -> strip(chance.onceIn(2) ? vm : vmi);
            default -> say("are content");
        }
    }

    private void say(String what) {
        scene.trace().say(() -> "users: " + what);
    }

    private void create(ObjectId vm) {
        String strategy = chance.oneOf(STRATEGIES);
        api.create(
                vm,
                Json.parse(
                        """
                        {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine",
                         "metadata": {"namespace": "%s", "name": "%s"},
                         "spec": {"runStrategy": "%s", "template": {"spec": %s}}}
                        """,
                        vm.namespace(), vm.name(), strategy, spec(vm.name())));
        if (!namesUsed.add(vm.name())) {
            chance.count(Fault.MACHINE_RECREATED);
        }
        say("create " + vm + " " + strategy);
    }

    /** With what the webhook puts into it, or without when the webhook is away. */
    private void createInstance(ObjectId vmi) {
        String finalizers = chance.onceIn(3) ? "" : "\"foregroundDeleteVirtualMachine\"";
        api.create(
                vmi,
                Json.parse(
                        """
                        {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachineInstance",
                         "metadata": {"namespace": "%s", "name": "%s", "finalizers": [%s]},
                         "spec": %s}
                        """,
                        vmi.namespace(), vmi.name(), finalizers, spec(vmi.name())));
        chance.count(Fault.INSTANCE_OF_USER);
        say("create " + vmi);
    }

    private static String spec(String name) {
        return SPEC.formatted(name.equals(KEEPING) ? "\"tpm\": {\"persistent\": true}" : "");
    }

    private void delete(ObjectId id, Fault kind) {
        api.delete(id, "", Optional.empty());
        chance.count(kind);
        say("delete " + id);
    }

    private void deletePod(Optional<Duration> grace, Fault kind) {
        List<ObjectId> pods = api.ids(Names.POD);
        if (!pods.isEmpty()) {
            ObjectId pod = chance.oneOf(pods);
            api.delete(pod, "", grace);
            chance.count(kind);
            say("delete " + pod + grace.map(time -> " within " + time).orElse(""));
        }
    }

    private void changeStrategy(ObjectId vm) {
        String strategy = chance.oneOf(STRATEGIES);
        api.patch(vm, Json.parse("{\"spec\": {\"runStrategy\": \"%s\"}}", strategy));
        chance.count(Fault.STRATEGY_CHANGED);
        say("change " + vm + " to " + strategy);
    }

    private void ask(ObjectId vm, String requests) {
        api.patch(vm, Json.parse("{\"status\": {\"stateChangeRequests\": [%s]}}", requests));
        chance.count(Fault.START_STOP_ASKED);
        say("ask " + vm + " for " + requests);
    }

    private void askStop(ObjectId vm, ObjectId vmi, String more) {
        Optional<JsonObject> found = api.get(vmi);
        if (found.isPresent()) {
            String uid = Json.at(found.get(), "metadata", "uid");
            ask(vm, "{\"action\": \"Stop\", \"uid\": \"%s\"}%s".formatted(uid, more));
        }
    }

    /** Somebody who does not want to wait. */
    private void strip(ObjectId id) {
        Optional<JsonObject> found = api.get(id);
        if (found.isEmpty() || Json.at(found.get(), "metadata", "deletionTimestamp").isEmpty()) {
            return;
        }
        if (id.kind().equals(Names.VMI)) {
            stripped.add(Json.at(found.get(), "metadata", "uid"));
        }
        chance.count(Fault.FINALIZERS_STRIPPED);
        say("take the finalizers off " + id);
        api.patch(id, Json.parse("{\"metadata\": {\"finalizers\": []}}"));
    }

    /** Somebody else writes to an object, about something else. */
    void touch(ObjectId id) {
        if (api.get(id).isPresent()) {
            api.patch(
                    id,
                    Json.parse(
                            "{\"metadata\": {\"annotations\": {\"touched\": \"%s\"}}}",
                            scene.chance().below(1_000_000)));
            say("touch " + id);
        }
    }

    /** They want nothing any more. */
    void deleteAll() {
        for (String kind : List.of(Names.VM, Names.VMI)) {
            for (ObjectId id : api.ids(kind)) {
                api.delete(id, "", Optional.empty());
                say("delete " + id);
            }
        }
    }
}
