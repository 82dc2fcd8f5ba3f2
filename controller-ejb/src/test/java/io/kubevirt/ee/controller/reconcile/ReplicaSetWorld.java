package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.controller.port.ReplicaSets;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A replica set among users, guests, strangers, stale caches and crashes, all from one seed. */
final class ReplicaSetWorld {
    /** The controller's end between two writes. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final Key TILLS = new Key("shop", "tills");
    private static final String SET_UID = "set-1";
    private static final Map<String, String> LABELS = Map.of("app", "shop");
    private static final Map<String, String> OTHER = Map.of("app", "bank");

    private final Random random;
    private final FakeReplicaSets cluster = new FakeReplicaSets();
    private final ReplicaSetReconciler reconciler;
    private boolean faults = true;
    private int names;

    /**
     * @param mistake what the reconciler is given in place of the API server
     */
    ReplicaSetWorld(long seed, UnaryOperator<ReplicaSets> mistake) {
        random = new Random(seed);
        cluster.slow = true;
        cluster.beforeWrite = this::beforeWrite;
        cluster.put(
                VirtualMachineInstanceReplicaSetBuilder.builder()
                        .metadata(new V1ObjectMeta().namespace("shop").name("tills").uid(SET_UID))
                        .spec(
                                new VirtualMachineInstanceReplicaSetSpec(
                                        null,
                                        3,
                                        new V1LabelSelector().matchLabels(LABELS),
                                        new VirtualMachineInstanceTemplateSpec(
                                                new V1ObjectMeta().labels(LABELS),
                                                VirtualMachineInstanceSpecBuilder.builder()
                                                        .build())))
                        .build());
        stranger(OTHER, "other-set");
        reconciler =
                new ReplicaSetReconciler(
                        mistake.apply(cluster),
                        (about, event) -> {},
                        () -> Instant.parse("2026-01-01T12:00:00Z"));
    }

    private void beforeWrite() {
        if (!faults) {
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> throw new Crash();
            case 1 -> others();
            default -> {}
        }
    }

    /** One thing happens; what it broke, or nothing. */
    String step() {
        switch (random.nextInt(4)) {
            case 0 -> others();
            case 1 -> cluster.catchUp();
            default -> {
                return pass();
            }
        }
        return "";
    }

    /** One pass over the set, held to what it read. */
    String pass() {
        List<VirtualMachineInstance> before = cluster.instances();
        long missing = wanted() - before.stream().filter(this::active).count();
        int writes = cluster.writes.size();
        try {
            reconciler.reconcile(TILLS);
        } catch (Crash crash) {
            // The next pass is that of another controller, which knows nothing of this one.
        }
        List<String> done = cluster.writes.subList(writes, cluster.writes.size());
        long created = done.stream().filter("create"::equals).count();
        if (created > Math.max(0, missing)) {
            return "created " + created + " where " + missing + " were missing";
        }
        for (VirtualMachineInstance vmi : before) {
            if (done.contains("delete " + vmi.metadata().getName()) && !owned(vmi)) {
                return "deleted a stranger: " + vmi.metadata().getName();
            }
        }
        long deleted =
                before.stream()
                        .filter(this::active)
                        .filter(vmi -> done.contains("delete " + vmi.metadata().getName()))
                        .count();
        return deleted > Math.max(0, -missing)
                ? "deleted " + deleted + " where " + -missing + " were beyond"
                : "";
    }

    /** Users, guests and nodes. */
    private void others() {
        List<VirtualMachineInstance> all = cluster.instances();
        VirtualMachineInstance one = all.isEmpty() ? null : all.get(random.nextInt(all.size()));
        switch (random.nextInt(9)) {
            case 0 -> spec(spec -> spec.replicas(random.nextInt(6)));
            case 1 -> spec(spec -> spec.paused(random.nextBoolean()));
            case 2 -> stranger(random.nextBoolean() ? LABELS : OTHER, "");
            case 3 -> cluster.room = random.nextInt(10);
            case 4 -> cluster.reap();
            case 5 -> relabel(one, random.nextBoolean() ? LABELS : OTHER);
            case 6 -> removeByHand(one);
            default -> phase(one, VmiPhase.values()[random.nextInt(VmiPhase.values().length)]);
        }
    }

    private void spec(UnaryOperator<VirtualMachineInstanceReplicaSetSpecBuilder> change) {
        VirtualMachineInstanceReplicaSet set = cluster.set();
        cluster.put(
                VirtualMachineInstanceReplicaSetBuilder.builder(set)
                        .spec(
                                change.apply(
                                                VirtualMachineInstanceReplicaSetSpecBuilder.builder(
                                                        set.spec()))
                                        .build())
                        .build());
    }

    private void stranger(Map<String, String> labels, String owner) {
        String name = "stranger-" + names++;
        V1ObjectMeta metadata =
                new V1ObjectMeta()
                        .namespace("shop")
                        .name(name)
                        .uid("uid-" + name)
                        .labels(owner.isEmpty() ? labels : LABELS);
        if (!owner.isEmpty()) {
            metadata.addOwnerReferencesItem(
                    new V1OwnerReference().kind("X").name(owner).uid(owner).controller(true));
        }
        cluster.put(
                new VirtualMachineInstance(
                        "kubevirt.io/v1",
                        "VirtualMachineInstance",
                        metadata,
                        VirtualMachineInstanceSpecBuilder.builder().build(),
                        null));
    }

    private void relabel(VirtualMachineInstance oneOrNull, Map<String, String> labels) {
        if (oneOrNull != null) {
            oneOrNull.metadata().setLabels(labels);
            cluster.put(oneOrNull);
        }
    }

    private void removeByHand(VirtualMachineInstance oneOrNull) {
        if (oneOrNull != null) {
            cluster.remove(oneOrNull.metadata().getName());
        }
    }

    private void phase(VirtualMachineInstance oneOrNull, VmiPhase phase) {
        if (oneOrNull != null && !VmiPhase.of(oneOrNull).isFinal()) {
            cluster.put(
                    VirtualMachineInstanceBuilder.builder(oneOrNull)
                            .status(
                                    VirtualMachineInstanceStatusBuilder.builder()
                                            .phase(phase.value())
                                            .build())
                            .build());
        }
    }

    /** Nothing goes wrong any more, and there is room: what is not as it should be in the end. */
    String rest() {
        faults = false;
        cluster.room = Integer.MAX_VALUE;
        spec(spec -> spec.paused(null));
        for (int round = 0; round < 40; round++) {
            cluster.reap();
            cluster.catchUp();
            int before = cluster.writes.size();
            String broken = pass();
            if (!broken.isEmpty()) {
                return broken;
            }
            if (cluster.writes.size() == before) {
                return atRest();
            }
        }
        return "no rest after 40 passes";
    }

    private String atRest() {
        List<VirtualMachineInstance> all = cluster.instances();
        long active = all.stream().filter(this::active).count();
        if (active != wanted()) {
            return active + " instances where " + wanted() + " are wanted";
        }
        if (all.stream().anyMatch(vmi -> owned(vmi) && !active(vmi))) {
            return "an ended instance is left";
        }
        if (all.stream().anyMatch(vmi -> owned(vmi) != (matches(vmi) && !othersOwn(vmi)))) {
            return "an instance is not whose its labels say";
        }
        return cluster.set().status().replicas() == active ? "" : "the status counts wrongly";
    }

    private int wanted() {
        return cluster.set().spec().replicas();
    }

    private boolean active(VirtualMachineInstance vmi) {
        VmiPhase phase = VmiPhase.of(vmi);
        return owned(vmi)
                && vmi.metadata().getDeletionTimestamp() == null
                && !phase.isFinal()
                && phase != VmiPhase.UNKNOWN;
    }

    private static boolean matches(VirtualMachineInstance vmi) {
        return LABELS.equals(vmi.metadata().getLabels());
    }

    private static boolean owned(VirtualMachineInstance vmi) {
        return owners(vmi).stream().anyMatch(owner -> SET_UID.equals(owner.getUid()));
    }

    private static boolean othersOwn(VirtualMachineInstance vmi) {
        return owners(vmi).stream().anyMatch(owner -> !SET_UID.equals(owner.getUid()));
    }

    private static List<V1OwnerReference> owners(VirtualMachineInstance vmi) {
        return Absent.list(vmi.metadata().getOwnerReferences());
    }
}
