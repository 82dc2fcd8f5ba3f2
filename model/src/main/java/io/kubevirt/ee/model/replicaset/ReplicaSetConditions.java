package io.kubevirt.ee.model.replicaset;

import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetCondition;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a replica set as a value; each is there only while it is true, and keeps its
 * time as long.
 */
record ReplicaSetConditions(List<VirtualMachineInstanceReplicaSetCondition> list) {
    /** Present while the set is paused. */
    static final String PAUSED = "ReplicaPaused";

    /** Present while an instance cannot be created or deleted. */
    static final String FAILURE = "ReplicaFailure";

    /** Those of a status; null is none. */
    static ReplicaSetConditions of(
            List<VirtualMachineInstanceReplicaSetCondition> conditionsOrNull) {
        return new ReplicaSetConditions(Absent.list(conditionsOrNull));
    }

    Optional<VirtualMachineInstanceReplicaSetCondition> get(String type) {
        return list.stream().filter(condition -> type.equals(condition.type())).findFirst();
    }

    ReplicaSetConditions without(String type) {
        return new ReplicaSetConditions(
                list.stream().filter(condition -> !type.equals(condition.type())).toList());
    }

    ReplicaSetConditions with(String type, Reason reason, String message, OffsetDateTime now) {
        OffsetDateTime since =
                get(type)
                        .map(VirtualMachineInstanceReplicaSetCondition::lastTransitionTime)
                        .orElse(now);
        List<VirtualMachineInstanceReplicaSetCondition> all = new ArrayList<>(without(type).list);
        all.add(
                new VirtualMachineInstanceReplicaSetCondition(
                        null, since, message, reason.value(), "True", type));
        return new ReplicaSetConditions(all);
    }

    /** As a status holds them: nothing rather than an empty list. */
    List<VirtualMachineInstanceReplicaSetCondition> listOrNull() {
        return list.isEmpty() ? null : List.copyOf(list);
    }
}
