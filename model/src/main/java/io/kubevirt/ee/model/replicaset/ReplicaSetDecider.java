package io.kubevirt.ee.model.replicaset;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Decides what the controller does with a replica set. Pure. */
public final class ReplicaSetDecider {
    /** How many instances a pass creates, and how many it deletes, at the most. */
    static final int BURST = 250;

    private ReplicaSetDecider() {}

    /** What to do. */
    public static ReplicaSetPlan decide(ReplicaSetView view) {
        ReplicaSetSituation situation = Situations.of(view);
        Members members = Members.of(view);
        return switch (situation) {
            case DELETED, PAUSED, AS_WANTED -> plan(situation, view, members, List.of());
            case SELECTOR_WRONG ->
                    failure(
                            view,
                            situation,
                            Reason.FAILED_CREATE,
                            "The selector does not match the labels of the template: change one of"
                                    + " them.");
            // Owners change first; what they make of the count is seen when they are read again.
            case CLAIMS_DUE ->
                    new ReplicaSetPlan(
                            situation,
                            Situations.selection(view)
                                    .map(selection -> Claims.due(view, selection))
                                    .orElse(List.of()),
                            view.set().status(),
                            List.of());
            case TOO_FEW -> {
                List<ReplicaSetAction> actions = new ArrayList<>(creations(view, members));
                actions.addAll(removals(members));
                yield plan(situation, view, members, actions);
            }
            case TOO_MANY -> {
                List<ReplicaSetAction> actions = new ArrayList<>(deletions(view, members));
                actions.addAll(removals(members));
                yield plan(situation, view, members, actions);
            }
            case FINISHED_LEFT -> plan(situation, view, members, removals(members));
        };
    }

    /** What to tell of an instance that was created. */
    public static ObjectEvent created(VirtualMachineInstance vmi) {
        return ObjectEvent.normal(
                Reason.SUCCESSFUL_CREATE,
                "Started the virtual machine by creating the new virtual machine instance "
                        + vmi.metadata().getName());
    }

    /**
     * What to tell when the API server would not do what was asked.
     *
     * @param view the one that was decided on
     * @param refused what was asked
     * @param why the API server's words
     */
    public static ReplicaSetPlan notDone(
            ReplicaSetView view, ReplicaSetAction refused, String why) {
        ReplicaSetSituation situation = Situations.of(view);
        return switch (refused) {
            case ReplicaSetAction.CreateInstance create ->
                    failure(
                            view,
                            situation,
                            Reason.FAILED_CREATE,
                            "Error creating virtual machine instance: " + why);
            case ReplicaSetAction.DeleteInstance(String name, String uid, ObjectEvent news) ->
                    failure(
                            view,
                            situation,
                            Reason.FAILED_DELETE,
                            "Error deleting virtual machine instance " + name + ": " + why);
            case ReplicaSetAction.SetOwners set ->
                    failure(
                            view,
                            situation,
                            Reason.FAILED_CLAIM,
                            "Error changing the owner of virtual machine instance "
                                    + set.vmi().metadata().getName()
                                    + ": "
                                    + why);
        };
    }

    /** With a warning, unless the same was told before. */
    private static ReplicaSetPlan failure(
            ReplicaSetView view, ReplicaSetSituation situation, Reason reason, String message) {
        VirtualMachineInstanceReplicaSetStatus status =
                new SetStatus(view, Members.of(view)).failed(reason, message);
        boolean told =
                SetStatus.conditionsBefore(view)
                        .get(ReplicaSetConditions.FAILURE)
                        .filter(failure -> message.equals(failure.message()))
                        .isPresent();
        return new ReplicaSetPlan(
                situation,
                List.of(),
                status,
                told ? List.of() : List.of(ObjectEvent.warning(reason, message)));
    }

    private static ReplicaSetPlan plan(
            ReplicaSetSituation situation,
            ReplicaSetView view,
            Members members,
            List<ReplicaSetAction> actions) {
        SetStatus status = new SetStatus(view, members);
        return new ReplicaSetPlan(situation, actions, status.derived(), status.pausedOrResumed());
    }

    private static List<ReplicaSetAction> creations(ReplicaSetView view, Members members) {
        int missing = view.wanted() - members.active().size();
        return Collections.nCopies(
                Math.min(missing, BURST),
                new ReplicaSetAction.CreateInstance(NewInstance.of(view.set())));
    }

    private static List<ReplicaSetAction> deletions(ReplicaSetView view, Members members) {
        int beyond = members.active().size() - view.wanted();
        return deletions(
                members.victims().stream().limit(Math.min(beyond, BURST)),
                "Stopped the virtual machine by deleting the virtual machine instance ");
    }

    private static List<ReplicaSetAction> removals(Members members) {
        return deletions(
                members.finished().stream().limit(BURST), "Deleted finished virtual machine: ");
    }

    private static List<ReplicaSetAction> deletions(
            Stream<VirtualMachineInstance> instances, String told) {
        return instances
                .<ReplicaSetAction>map(
                        vmi ->
                                new ReplicaSetAction.DeleteInstance(
                                        vmi.metadata().getName(),
                                        vmi.metadata().getUid(),
                                        ObjectEvent.normal(
                                                Reason.SUCCESSFUL_DELETE,
                                                told + vmi.metadata().getUid())))
                .toList();
    }
}
