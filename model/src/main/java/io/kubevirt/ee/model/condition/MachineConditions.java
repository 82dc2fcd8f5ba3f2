package io.kubevirt.ee.model.condition;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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
        return with(type, "True", reason, message, now);
    }

    /** With a condition that is false for a reason. */
    public MachineConditions withFalse(
            ConditionType type, Reason reason, String message, OffsetDateTime now) {
        return with(type, "False", reason, message, now);
    }

    /** Without the condition. */
    public MachineConditions without(ConditionType type) {
        return new MachineConditions(
                list.stream().filter(c -> !type.value().equals(c.type())).toList());
    }

    private MachineConditions with(
            ConditionType type, String status, Reason reason, String message, OffsetDateTime now) {
        Optional<VirtualMachineCondition> before = get(type);
        OffsetDateTime since =
                before.filter(c -> status.equals(c.status()))
                        .map(VirtualMachineCondition::lastTransitionTime)
                        .orElse(now);
        var after =
                new VirtualMachineCondition(
                        null,
                        since,
                        message,
                        reason == null ? null : reason.value(),
                        status,
                        type.value());
        List<VirtualMachineCondition> all = new ArrayList<>(list);
        if (before.isPresent()) {
            all.set(all.indexOf(before.get()), after);
        } else {
            all.add(after);
        }
        return new MachineConditions(all);
    }
}
