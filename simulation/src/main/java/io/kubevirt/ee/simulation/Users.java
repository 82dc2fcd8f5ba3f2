package io.kubevirt.ee.simulation;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Refusal;
import io.kubevirt.ee.simulation.world.Trace;
import java.util.List;

/**
 * What users do: create, change, start, stop and delete machines, and delete what they should not.
 */
final class Users {
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<String> STRATEGIES =
            List.of("Always", "Always", "RerunOnFailure", "Manual", "Halted", "Once");

    private final ApiServer api;
    private final Chance chance;
    private final Trace trace;

    Users(ApiServer api, Chance chance, Trace trace) {
        this.api = api;
        this.chance = chance;
        this.trace = trace;
    }

    void act() {
        ObjectId vm = new ObjectId("VirtualMachine", "default", chance.oneOf(NAMES));
        ObjectId vmi = new ObjectId("VirtualMachineInstance", "default", vm.name());
        try {
            if (api.get(vm).isEmpty()) {
                create(vm);
                return;
            }
            switch (chance.below(8)) {
                case 0 -> delete(vm);
                case 1 -> changeStrategy(vm);
                case 2 -> delete(vmi);
                case 3 -> deletePod();
                case 4 -> ask(vm, "{\"action\": \"Start\"}");
                case 5 -> askStop(vm, vmi);
                default -> trace.say("users are content");
            }
        } catch (Refusal refused) {
            trace.say("user is refused: " + refused.getMessage());
        }
    }

    private void create(ObjectId vm) {
        String strategy = chance.oneOf(STRATEGIES);
        api.create(
                vm,
                parse(
                        """
                        {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine",
                         "metadata": {"namespace": "%s", "name": "%s"},
                         "spec": {"runStrategy": "%s", "template": {"spec": {
                           "terminationGracePeriodSeconds": 30,
                           "domain": {"memory": {"guest": "128Mi"}, "devices": {}}}}}}
                        """
                                .formatted(vm.namespace(), vm.name(), strategy)));
        trace.say("user creates " + vm + " " + strategy);
    }

    private void delete(ObjectId id) {
        api.delete(id, "");
        trace.say("user deletes " + id);
    }

    private void deletePod() {
        List<ObjectId> pods = api.all().stream().filter(id -> id.kind().equals("Pod")).toList();
        if (!pods.isEmpty()) {
            delete(chance.oneOf(pods));
        }
    }

    private void changeStrategy(ObjectId vm) {
        String strategy = chance.oneOf(STRATEGIES);
        api.patch(vm, parse("{\"spec\": {\"runStrategy\": \"%s\"}}".formatted(strategy)));
        trace.say("user changes " + vm + " to " + strategy);
    }

    private void ask(ObjectId vm, String request) {
        api.patch(vm, parse("{\"status\": {\"stateChangeRequests\": [%s]}}".formatted(request)));
        trace.say("user asks " + vm + " for " + request);
    }

    private void askStop(ObjectId vm, ObjectId vmi) {
        api.get(vmi)
                .map(found -> found.getAsJsonObject("metadata").get("uid").getAsString())
                .ifPresent(
                        uid -> ask(vm, "{\"action\": \"Stop\", \"uid\": \"%s\"}".formatted(uid)));
    }

    private static JsonObject parse(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
