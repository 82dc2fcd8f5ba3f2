package io.kubevirt.ee.model.condition;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of an instance as a value: what is set keeps its place, and its time while its
 * status stays the same, so that a look that finds nothing new writes nothing.
 */
public record InstanceConditions(List<VirtualMachineInstanceCondition> list) {

    /** Copies the list. */
    public InstanceConditions {
        list = List.copyOf(list);
    }

    /** Those of a status; null is none. */
    public static InstanceConditions of(List<VirtualMachineInstanceCondition> listOrNull) {
        return new InstanceConditions(Absent.list(listOrNull));
    }

    /** The condition of a type, if it is there. */
    public Optional<VirtualMachineInstanceCondition> get(ConditionType type) {
        return list.stream().filter(c -> type.value().equals(c.type())).findFirst();
    }

    /** Whether the condition is there and {@code True}. */
    public boolean isTrue(ConditionType type) {
        return get(type).filter(c -> "True".equals(c.status())).isPresent();
    }

    /** With a condition that is true and needs no reason. */
    public InstanceConditions withTrue(ConditionType type, OffsetDateTime now) {
        return with(type, "True", null, null, now);
    }

    /** With a condition that is true for a reason. */
    public InstanceConditions withTrue(
            ConditionType type, Reason reason, String message, OffsetDateTime now) {
        return with(type, "True", reason, message, now);
    }

    /** With a condition that is false for a reason. */
    public InstanceConditions withFalse(
            ConditionType type, Reason reason, String message, OffsetDateTime now) {
        return with(type, "False", reason, message, now);
    }

    /** Without the condition. */
    public InstanceConditions without(ConditionType type) {
        return new InstanceConditions(
                list.stream().filter(c -> !type.value().equals(c.type())).toList());
    }

    private InstanceConditions with(
            ConditionType type, String status, Reason reason, String message, OffsetDateTime now) {
        Optional<VirtualMachineInstanceCondition> before = get(type);
        OffsetDateTime since =
                before.filter(c -> status.equals(c.status()))
                        .map(VirtualMachineInstanceCondition::lastTransitionTime)
                        .orElse(now);
        var after =
                new VirtualMachineInstanceCondition(
                        null,
                        since,
                        message,
                        reason == null ? null : reason.value(),
                        status,
                        type.value());
        List<VirtualMachineInstanceCondition> all = new ArrayList<>(list);
        if (before.isPresent()) {
            all.set(all.indexOf(before.get()), after);
        } else {
            all.add(after);
        }
        return new InstanceConditions(all);
    }
}
