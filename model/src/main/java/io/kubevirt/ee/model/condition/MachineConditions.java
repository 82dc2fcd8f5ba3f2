package io.kubevirt.ee.model.condition;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The conditions of a machine as a value: what is set keeps its place, and its time while its
 * status stays the same, so that a look that finds nothing new writes nothing.
 */
public record MachineConditions(List<VirtualMachineCondition> list) {

    /** Copies the list. */
    public MachineConditions {
        list = List.copyOf(list);
    }

    /** Those of a status; null is none. */
    public static MachineConditions of(List<VirtualMachineCondition> listOrNull) {
        return new MachineConditions(Absent.list(listOrNull));
    }

    /** The condition of a type, if it is there. */
    public Optional<VirtualMachineCondition> get(ConditionType type) {
        return list.stream().filter(c -> type.value().equals(c.type())).findFirst();
    }

    /** Whether the condition is there and {@code True}. */
    public boolean isTrue(ConditionType type) {
        return get(type).filter(c -> "True".equals(c.status())).isPresent();
    }

    /** With a condition that is true and needs no reason. */
    public MachineConditions withTrue(ConditionType type, OffsetDateTime now) {
        return with(type, "True", null, null, now);
    }

    /** With a condition that is true for a reason. */
    public MachineConditions withTrue(
            ConditionType type, Reason reason, String message, OffsetDateTime now) {
        return with(type, "True", reason.value(), message, now);
    }

    /** With a condition that is false for a reason. */
    public MachineConditions withFalse(
            ConditionType type, Reason reason, String message, OffsetDateTime now) {
        return with(type, "False", reason.value(), message, now);
    }

    /** Without the condition. */
    public MachineConditions without(ConditionType type) {
        return new MachineConditions(
                list.stream().filter(c -> !type.value().equals(c.type())).toList());
    }

    /** With a condition that is true for another object's reason. */
    public MachineConditions withTrue(
            ConditionType type, String reason, String message, OffsetDateTime now) {
        return with(type, "True", reason, message, now);
    }

    /** With a condition as it is, in place of the one of its type. */
    public MachineConditions with(VirtualMachineCondition condition) {
        List<VirtualMachineCondition> all = new ArrayList<>(list);
        all.replaceAll(c -> Objects.equals(c.type(), condition.type()) ? condition : c);
        if (!all.contains(condition)) {
            all.add(condition);
        }
        return new MachineConditions(all);
    }

    private MachineConditions with(
            ConditionType type, String status, String reason, String message, OffsetDateTime now) {
        OffsetDateTime since =
                get(type)
                        .filter(c -> status.equals(c.status()))
                        .map(VirtualMachineCondition::lastTransitionTime)
                        .orElse(now);
        return with(
                new VirtualMachineCondition(null, since, message, reason, status, type.value()));
    }
}
