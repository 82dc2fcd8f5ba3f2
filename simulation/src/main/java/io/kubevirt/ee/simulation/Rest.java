package io.kubevirt.ee.simulation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.component.Scene;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Troubles;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold once nothing is left to do. */
final class Rest {
    private static final Set<String> FINAL = Set.of("Succeeded", "Failed");

    private final Scene scene;
    private final List<SimNode> nodes;

    Rest(Scene scene, List<SimNode> nodes) {
        this.scene = scene;
        this.nodes = nodes;
    }

    /** After the faults, with users who want what they want. */
    void check() {
        scene.api().list(Names.VM).forEach(this::machine);
        scene.api().list(Names.VMI).forEach(this::instance);
        Set<String> uids = new HashSet<>();
        scene.api().list(Names.VMI).forEach(vmi -> uids.add(Json.at(vmi, "metadata", "uid")));
        nodes.forEach(node -> ofNobody(node, uids));
        for (JsonObject pod : scene.api().list(Names.POD)) {
            String owner = Json.at(pod, "metadata", "labels", "kubevirt.io/created-by");
            Invariants.check(
                    uids.contains(owner),
                    "pod %s of no VMI is left",
                    Json.at(pod, "metadata", "name"));
        }
    }

    /** After all was deleted. */
    void checkNothingIsLeft() {
        for (String kind : List.of(Names.VM, Names.VMI, Names.POD, Names.CLAIM)) {
            Invariants.check(scene.api().ids(kind).isEmpty(), "left: %s", scene.api().ids(kind));
        }
        nodes.forEach(node -> ofNobody(node, Set.of()));
    }

    private static void ofNobody(SimNode node, Set<String> uids) {
        for (DomainView domain : node.libvirtd().domains()) {
            Invariants.check(uids.contains(domain.vmiUid()), "left on %s: %s", node.name(), domain);
        }
        for (String uid : node.files().leftovers()) {
            Invariants.check(
                    uids.contains(uid), "something of VMI %s is left on %s", uid, node.name());
        }
    }

    private void machine(JsonObject vm) {
        String name = Json.at(vm, "metadata", "name");
        Optional<JsonObject> vmi = own(vm);
        String phase = vmi.map(found -> Json.at(found, "status", "phase")).orElse("none");
        String strategy = Json.at(vm, "spec", "runStrategy");
        boolean deleted = isDeleted(vm);
        boolean asWanted =
                !deleted
                        && switch (strategy) {
                            case "Always" -> phase.equals("Running");
                            case "Halted" -> phase.equals("none");
                            case "RerunOnFailure" -> Set.of("Running", "none").contains(phase);
                            default ->
                                    Set.of("Running", "Succeeded", "Failed", "none")
                                            .contains(phase);
                        };
        String state =
                "VM %s, %s%s, has phase %s"
                        .formatted(name, strategy, deleted ? ", deleted" : "", phase);
        Invariants.check(asWanted || name.equals(Troubles.NAME), "%s", state);
        Invariants.check(
                deleted || ofNobody(name).isEmpty(), "%s, and did not adopt %s", state, name);
        Invariants.check(
                asWanted
                        || deleted
                        || says(vm, "Failure", "True")
                        || vm.getAsJsonObject("status").has("startFailure")
                        || vmi.filter(this::saysWhy).isPresent(),
                "%s, and nothing says why: %s",
                state,
                vm.get("status"));
    }

    /** An instance that nobody answers for, whether somebody made it so or left it. */
    private Optional<JsonObject> ofNobody(String name) {
        return scene.api()
                .get(new ObjectId(Names.VMI, Names.NAMESPACE, name))
                .filter(vmi -> !vmi.getAsJsonObject("metadata").has("ownerReferences"));
    }

    private Optional<JsonObject> own(JsonObject vm) {
        ObjectId id = new ObjectId(Names.VMI, Names.NAMESPACE, Json.at(vm, "metadata", "name"));
        String uid = Json.at(vm, "metadata", "uid");
        return scene.api()
                .get(id)
                .filter(vmi -> vmi.getAsJsonObject("metadata").has("ownerReferences"))
                .filter(
                        vmi ->
                                vmi.getAsJsonObject("metadata")
                                        .get("ownerReferences")
                                        .toString()
                                        .contains('"' + uid + '"'));
    }

    private void instance(JsonObject vmi) {
        String name = Json.at(vmi, "metadata", "name");
        String uid = Json.at(vmi, "metadata", "uid");
        String phase = Json.at(vmi, "status", "phase");
        List<DomainView> domains =
                nodes.stream()
                        .flatMap(node -> node.libvirtd().domains().stream())
                        .filter(domain -> domain.vmiUid().equals(uid))
                        .toList();
        if (FINAL.contains(phase) && !isDeleted(vmi)) {
            return;
        }
        boolean runs =
                phase.equals("Running")
                        && !isDeleted(vmi)
                        && domains.size() == 1
                        && (domains.getFirst().state() instanceof DomainState.Running
                                ? says(vmi, "Ready", "True")
                                : says(vmi, "Paused", "True"));
        String state =
                "VMI %s %s, %s%s, with domains %s"
                        .formatted(name, uid, phase, isDeleted(vmi) ? ", deleted" : "", domains);
        Invariants.check(runs || name.equals(Troubles.NAME), "%s", state);
        Invariants.check(
                runs || saysWhy(vmi), "%s, and nothing says why: %s", state, vmi.get("status"));
    }

    /** A condition tells of what stands in the way. */
    private boolean saysWhy(JsonObject vmi) {
        return says(vmi, "Synchronized", "False")
                || says(vmi, "PodScheduled", "False")
                || says(vmi, "Paused", "True");
    }

    private static boolean isDeleted(JsonObject object) {
        return !Json.at(object, "metadata", "deletionTimestamp").isEmpty();
    }

    /** Whether it has the condition; one that tells of trouble with its reason and a message. */
    private static boolean says(JsonObject object, String type, String status) {
        JsonElement conditions =
                object.has("status") ? object.getAsJsonObject("status").get("conditions") : null;
        if (conditions == null || !conditions.isJsonArray()) {
            return false;
        }
        for (JsonElement element : conditions.getAsJsonArray()) {
            JsonObject condition = element.getAsJsonObject();
            if (Json.at(condition, "type").equals(type)
                    && Json.at(condition, "status").equals(status)) {
                return type.equals("Ready")
                        || (!Json.at(condition, "reason").isEmpty()
                                && !Json.at(condition, "message").isEmpty());
            }
        }
        return false;
    }
}
