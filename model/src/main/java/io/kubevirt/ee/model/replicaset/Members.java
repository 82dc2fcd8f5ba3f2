package io.kubevirt.ee.model.replicaset;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/** A replica set's own instances, by what they count for. */
record Members(List<VirtualMachineInstance> own) {
    /** Who goes first: what runs least, and of equals the youngest. */
    private static final Comparator<VirtualMachineInstance> LEAST_USEFUL_FIRST =
            Comparator.comparingInt(Members::use)
                    .thenComparing(Members::created, Comparator.reverseOrder())
                    .thenComparing(vmi -> vmi.metadata().getName());

    static Members of(ReplicaSetView view) {
        return new Members(
                view.instances().stream().filter(vmi -> Claims.owned(view.set(), vmi)).toList());
    }

    /** Those that count as replicas. */
    List<VirtualMachineInstance> active() {
        return own.stream().filter(vmi -> !leaving(vmi) && !done(vmi)).toList();
    }

    /** Those that have ended, or are lost with their node, and are not being deleted yet. */
    List<VirtualMachineInstance> finished() {
        return own.stream().filter(vmi -> !leaving(vmi) && done(vmi)).toList();
    }

    /** Those of the active ones that can be used. */
    int ready() {
        return (int) active().stream().filter(Members::isReady).count();
    }

    /** The active ones, those first that are missed least. */
    List<VirtualMachineInstance> victims() {
        return active().stream().sorted(LEAST_USEFUL_FIRST).toList();
    }

    private static boolean leaving(VirtualMachineInstance vmi) {
        return vmi.metadata().getDeletionTimestamp() != null;
    }

    /** Unknown: nobody can tell whether it runs, so it is none that can be counted on. */
    private static boolean done(VirtualMachineInstance vmi) {
        VmiPhase phase = VmiPhase.of(vmi);
        return phase.isFinal() || phase == VmiPhase.UNKNOWN;
    }

    private static boolean isReady(VirtualMachineInstance vmi) {
        return vmi.status() != null
                && InstanceConditions.of(vmi.status().conditions()).isTrue(ConditionType.READY);
    }

    private static int use(VirtualMachineInstance vmi) {
        return switch (VmiPhase.of(vmi)) {
            case UNSET, PENDING, SCHEDULING, UNKNOWN, SUCCEEDED, FAILED -> 0;
            case SCHEDULED -> 1;
            case RUNNING -> isReady(vmi) ? 3 : 2;
        };
    }

    private static OffsetDateTime created(VirtualMachineInstance vmi) {
        OffsetDateTime created = vmi.metadata().getCreationTimestamp();
        return created == null ? OffsetDateTime.MIN : created;
    }
}
