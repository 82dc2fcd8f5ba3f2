package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.util.List;
import java.util.stream.Collectors;

/** A plan in a few lines of text, for golden files. */
final class PlanText {

    private PlanText() {}

    static String of(GuestPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append("  ").append(plan.situation()).append('\n');
        line(text, "do", plan.actions().stream().map(PlanText::action).toList());
        plan.status().ifPresent(status -> line(text, "status", List.of(status(status))));
        line(
                text,
                "event",
                plan.events().stream()
                        .map(e -> e.type() + " " + e.reason().value() + ": " + e.message())
                        .toList());
        plan.again().ifPresent(delay -> line(text, "again", List.of(delay.toString())));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, List<String> values) {
        if (!values.isEmpty()) {
            text.append("    ").append(name).append(": ");
            text.append(String.join("; ", values)).append('\n');
        }
    }

    private static String action(GuestAction action) {
        String name = action.getClass().getSimpleName();
        return switch (action) {
            case GuestAction.Destroy(DomainView domain) -> name + " " + domain.vmiUid();
            case GuestAction.Undefine(DomainView domain) -> name + " " + domain.vmiUid();
            case GuestAction.Release(String uid) -> name + " " + uid;
            case GuestAction.TellLauncher(boolean clean, String reason) ->
                    name + (clean ? " clean " : " unclean ") + reason;
            case GuestAction.StartPaused start -> name + " " + start.accelerator();
            case GuestAction.Confirm confirm -> name;
            case GuestAction.Prepare prepare -> name;
            case GuestAction.Adopt adopt -> name;
            case GuestAction.Resume resume -> name;
            case GuestAction.Thaw thaw -> name;
            case GuestAction.SetClock set -> name;
            case GuestAction.GrantAccess grant -> name;
            case GuestAction.PressPowerButton press -> name;
        };
    }

    private static String status(VirtualMachineInstanceStatus status) {
        return status.phase()
                + Absent.list(status.conditions()).stream()
                        .map(PlanText::condition)
                        .collect(Collectors.joining(", ", " [", "]"));
    }

    private static String condition(VirtualMachineInstanceCondition condition) {
        String reason = condition.reason() == null ? "" : " " + condition.reason();
        return condition.type() + "=" + condition.status() + reason;
    }
}
