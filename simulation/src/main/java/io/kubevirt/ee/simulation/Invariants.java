package io.kubevirt.ee.simulation;

import com.google.gson.JsonObject;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.component.Scene;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold after every step. */
final class Invariants {
    /** In the order in which an instance goes through them; the last two are final. */
    private static final List<String> PHASES =
            List.of("", "Pending", "Scheduling", "Scheduled", "Running", "Succeeded", "Failed");

    /** Comes and goes while an instance runs, as far as anybody knows. */
    private static final String UNKNOWN = "Unknown";

    private static final Set<String> GIVEN_UP = Set.of("NodeLost", "NodeOutOfService");

    private static final Set<String> FINAL = Set.of("Succeeded", "Failed");

    private final Scene scene;
    private final List<SimNode> nodes;
    private final Users users;
    private final Map<String, String> phases = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final Set<String> givenUp = new HashSet<>();
    private long checkedVersion = -1;
    private Set<String> alive = Set.of();
    private Set<String> over = Set.of();

    Invariants(Scene scene, List<SimNode> nodes, Users users) {
        this.scene = scene;
        this.nodes = nodes;
        this.users = users;
    }

    void always() {
        if (!scene.mistakes().isEmpty()) {
            throw new Violation(
                    "a component threw " + scene.mistakes().getFirst(),
                    scene.mistakes().getFirst());
        }
        if (scene.api().log(Names.VMI).size() != checkedVersion) {
            checkedVersion = scene.api().log(Names.VMI).size();
            instances();
        }
        Map<String, String> byUid = new HashMap<>();
        Map<String, DomainView> byName = new HashMap<>();
        for (SimNode node : nodes) {
            List<String> mistakes = node.libvirtd().takeMistakes();
            check(mistakes.isEmpty(), "on %s: %s", node.name(), mistakes);
            for (DomainView domain : node.libvirtd().domains()) {
                domain(node, domain, byUid, byName);
            }
            nothingLeftOfEnded(node);
        }
    }

    private void instances() {
        alive = new HashSet<>();
        over = new HashSet<>();
        for (JsonObject vmi : scene.api().list(Names.VMI)) {
            String uid = Json.at(vmi, "metadata", "uid");
            String phase = Json.at(vmi, "status", "phase");
            String before = phases.getOrDefault(uid, "");
            check(rank(phase) >= 0, "VMI %s has phase %s", uid, phase);
            check(
                    phase.equals(before)
                            || (!FINAL.contains(before) && rank(phase) >= rank(before)),
                    "VMI %s left phase %s for %s",
                    uid,
                    before,
                    phase);
            phases.put(uid, phase);
            if (phase.equals(UNKNOWN) && !before.equals(UNKNOWN)) {
                scene.chance().count(Fault.INSTANCE_UNKNOWN);
            }
            staysInPlace(uid, Json.at(vmi, "status", "nodeName"));
            if (FINAL.contains(phase)) {
                over.add(uid);
                String reason = Json.at(vmi, "status", "reason");
                if (GIVEN_UP.contains(reason) && givenUp.add(uid)) {
                    scene.chance().count(Fault.INSTANCE_LOST);
                    if (reason.equals("NodeLost")) {
                        users.isGivenUp(uid, Json.at(vmi, "status", "nodeName"));
                    }
                }
            } else {
                alive.add(uid);
            }
        }
    }

    private static int rank(String phase) {
        return PHASES.indexOf(phase.equals(UNKNOWN) ? "Running" : phase);
    }

    private void staysInPlace(String uid, String node) {
        String before = places.put(uid, node);
        check(
                before == null || before.isEmpty() || before.equals(node),
                "VMI %s was given to %s, and now to %s",
                uid,
                before,
                node);
    }

    private void domain(
            SimNode node,
            DomainView domain,
            Map<String, String> byUid,
            Map<String, DomainView> byName) {
        if (domain.qemuPid().isEmpty()) {
            return;
        }
        String uid = domain.vmiUid();
        String other = byUid.put(uid, node.name());
        check(other == null, "VMI %s runs twice: on %s and %s", uid, other, node.name());
        if (users.stripped().contains(uid)) {
            return;
        }
        DomainView same = byName.put(domain.name(), domain);
        check(same == null, "two instances run at once: %s and %s", same, domain);
        check(alive.contains(uid), "%s runs, and its VMI is gone or final", domain);
    }

    /**
     * The agent says a final phase only when nothing of the guest is left on its node. Of one that
     * was given up with its node, files and definition are left until the node is back; it does not
     * run.
     */
    private void nothingLeftOfEnded(SimNode node) {
        if (over.isEmpty()) {
            return;
        }
        for (String uid : node.files().leftovers()) {
            check(
                    !over.contains(uid) || mayBeLeft(uid),
                    "VMI %s is final, and something of it is left on %s",
                    uid,
                    node.name());
        }
        for (DomainView domain : node.libvirtd().domains()) {
            check(
                    !over.contains(domain.vmiUid()) || mayBeLeft(domain.vmiUid()),
                    "a VMI is final, and its domain is left: %s",
                    domain);
        }
    }

    private boolean mayBeLeft(String uid) {
        return users.stripped().contains(uid) || givenUp.contains(uid);
    }

    static void check(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            throw new Violation(otherwise.formatted(values));
        }
    }
}
