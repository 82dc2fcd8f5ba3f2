package io.kubevirt.ee.model.replicaset;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.selector.LabelSelection;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A replica set's status, derived from what is seen. */
final class SetStatus {
    private final ReplicaSetView view;
    private final Members members;
    private final OffsetDateTime now;

    SetStatus(ReplicaSetView view, Members members) {
        this.view = view;
        this.members = members;
        // As Kubernetes writes times.
        this.now = view.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }

    static ReplicaSetConditions conditionsBefore(ReplicaSetView view) {
        return ReplicaSetConditions.of(
                view.set().status() == null ? null : view.set().status().conditions());
    }

    /** The status while nothing fails. */
    VirtualMachineInstanceReplicaSetStatus derived() {
        return with(paused().without(ReplicaSetConditions.FAILURE));
    }

    /** The same with a failure to tell. */
    VirtualMachineInstanceReplicaSetStatus failed(Reason reason, String message) {
        return with(paused().with(ReplicaSetConditions.FAILURE, reason, message, now));
    }

    /** News, if it was paused or goes on again. */
    List<ObjectEvent> pausedOrResumed() {
        boolean before = conditionsBefore(view).get(ReplicaSetConditions.PAUSED).isPresent();
        if (view.paused() == before) {
            return List.of();
        }
        return List.of(
                view.paused()
                        ? ObjectEvent.normal(Reason.SUCCESSFUL_PAUSED, "Paused")
                        : ObjectEvent.normal(Reason.SUCCESSFUL_RESUMED, "Resumed"));
    }

    private ReplicaSetConditions paused() {
        ReplicaSetConditions before = conditionsBefore(view);
        return view.paused()
                ? before.with(
                        ReplicaSetConditions.PAUSED, Reason.PAUSED, "Controller got paused", now)
                : before.without(ReplicaSetConditions.PAUSED);
    }

    private VirtualMachineInstanceReplicaSetStatus with(ReplicaSetConditions conditions) {
        return new VirtualMachineInstanceReplicaSetStatus(
                conditions.listOrNull(),
                LabelSelection.of(view.set().spec().selector())
                        .map(LabelSelection::text)
                        .orElse(null),
                members.ready(),
                members.active().size());
    }
}
