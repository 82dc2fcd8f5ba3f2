package io.kubevirt.ee.simulation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Violation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must hold after every step, and what must hold once nothing is left to do. */
final class Invariants {
    private static final Set<String> FINAL = Set.of("Succeeded", "Failed");

    private final ApiServer api;
    private final List<SimNode> nodes;
    private final Map<String, String> finalPhases = new HashMap<>();

    Invariants(ApiServer api, List<SimNode> nodes) {
        this.api = api;
        this.nodes = nodes;
    }

    /** After every step. */
    void always() {
        Map<String, String> runs = new HashMap<>();
        for (SimNode node : nodes) {
            for (DomainView domain : node.hypervisor().truth()) {
                if (domain.qemuPid().isPresent()) {
                    String other = runs.put(domain.vmiUid(), node.name());
                    check(
                            other == null,
                            "VMI %s runs twice: on %s and %s",
                            domain.vmiUid(),
                            other,
                            node.name());
                }
            }
            check(
                    node.hypervisor().strangersUntouched(),
                    "the stranger's domain on %s was touched",
                    node.name());
        }
        api.list("VirtualMachineInstance").forEach(this::finalStaysFinal);
    }

    private void finalStaysFinal(JsonObject vmi) {
        String uid = text(vmi, "metadata", "uid");
        String phase = text(vmi, "status", "phase");
        String before = finalPhases.get(uid);
        check(
                before == null || before.equals(phase),
                "VMI %s left phase %s for %s",
                uid,
                before,
                phase);
        if (FINAL.contains(phase)) {
            finalPhases.put(uid, phase);
        }
    }

    /** Once nothing is left to do. */
    void atRest() {
        api.list("VirtualMachine").forEach(this::machineAtRest);
        api.list("VirtualMachineInstance").forEach(this::instanceAtRest);
        Set<String> uids = new TreeSet<>();
        api.list("VirtualMachineInstance").forEach(vmi -> uids.add(text(vmi, "metadata", "uid")));
        for (SimNode node : nodes) {
            for (DomainView domain : node.hypervisor().truth()) {
                check(uids.contains(domain.vmiUid()), "domain %s of no VMI is left", domain.name());
            }
            for (String uid : node.guestHost().leftovers()) {
                check(uids.contains(uid), "something of VMI %s is left on %s", uid, node.name());
            }
        }
        for (JsonObject pod : api.list("Pod")) {
            String owner = text(pod, "metadata", "labels", "kubevirt.io/created-by");
            check(uids.contains(owner), "pod %s of no VMI is left", text(pod, "metadata", "name"));
        }
    }

    private void machineAtRest(JsonObject vm) {
        String name = text(vm, "metadata", "name");
        check(text(vm, "metadata", "deletionTimestamp").isEmpty(), "VM %s is still there", name);
        Optional<JsonObject> vmi = api.get(new ObjectId("VirtualMachineInstance", "default", name));
        String phase = vmi.map(found -> text(found, "status", "phase")).orElse("none");
        String strategy = text(vm, "spec", "runStrategy");
        switch (strategy) {
            case "Always" ->
                    check(phase.equals("Running"), "VM %s, Always, has phase %s", name, phase);
            case "Halted" ->
                    check(phase.equals("none"), "VM %s, Halted, has phase %s", name, phase);
            case "RerunOnFailure" ->
                    check(
                            Set.of("Running", "Succeeded", "none").contains(phase),
                            "VM %s, RerunOnFailure, has phase %s",
                            name,
                            phase);
            default ->
                    check(
                            Set.of("Running", "Succeeded", "Failed", "none").contains(phase),
                            "VM %s, %s, has phase %s",
                            name,
                            strategy,
                            phase);
        }
    }

    private void instanceAtRest(JsonObject vmi) {
        String name = text(vmi, "metadata", "name");
        String uid = text(vmi, "metadata", "uid");
        check(text(vmi, "metadata", "deletionTimestamp").isEmpty(), "VMI %s is still there", name);
        String phase = text(vmi, "status", "phase");
        List<DomainView> domains =
                nodes.stream()
                        .flatMap(node -> node.hypervisor().truth().stream())
                        .filter(domain -> domain.vmiUid().equals(uid))
                        .toList();
        if (FINAL.contains(phase)) {
            check(domains.isEmpty(), "VMI %s is %s and has a domain", name, phase);
            check(
                    nodes.stream().noneMatch(node -> node.guestHost().leftovers().contains(uid)),
                    "VMI %s is %s and something of it is left",
                    name,
                    phase);
            return;
        }
        check(phase.equals("Running"), "VMI %s rests in phase %s", name, phase);
        check(
                domains.size() == 1 && domains.getFirst().state() instanceof DomainState.Running,
                "VMI %s is Running, its domains are %s",
                name,
                domains);
    }

    private static String text(JsonObject object, String... path) {
        JsonElement at = object;
        for (String field : path) {
            if (at == null || !at.isJsonObject()) {
                return "";
            }
            at = at.getAsJsonObject().get(field);
        }
        return at == null || at.isJsonNull() ? "" : at.getAsString();
    }

    private static void check(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            throw new Violation(otherwise.formatted(values));
        }
    }
}
