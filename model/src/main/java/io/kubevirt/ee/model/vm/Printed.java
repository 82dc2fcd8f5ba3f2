package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.PrintableStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Objects;
import java.util.stream.Stream;

/** The one word that {@code kubectl get vm} shows. */
final class Printed {
    private Printed() {}

    static PrintableStatus of(VmSituation situation, VmView view, boolean startsFail) {
        return switch (situation) {
            case DELETED_INSTANCE_THERE, DELETED_INSTANCE_LEAVING, DELETED_NOTHING_LEFT, RELEASED ->
                    PrintableStatus.TERMINATING;
            case STOPPING, STOP_DUE -> stopping(view.own().orElseThrow(), startsFail);
            case START_DUE -> PrintableStatus.STARTING;
            case START_BACKED_OFF -> PrintableStatus.CRASH_LOOP_BACK_OFF;
            case NEXT_TO_RECORD, NEXT_DUE -> ended(startsFail);
            case AS_WANTED -> running(view.own().orElseThrow(), startsFail);
            case STRATEGY_UNKNOWN,
                    FINALIZER_MISSING,
                    FOREIGN_INSTANCE,
                    ORPHANED_INSTANCE,
                    PRESETS_TO_PIN,
                    PRESET_MISSING,
                    PRESETS_UNFIT,
                    STOPPED,
                    HALTED_START_ASKED ->
                    view.own().map(vmi -> running(vmi, startsFail)).orElse(PrintableStatus.STOPPED);
        };
    }

    private static PrintableStatus ended(boolean startsFail) {
        return startsFail ? PrintableStatus.CRASH_LOOP_BACK_OFF : PrintableStatus.STOPPED;
    }

    private static PrintableStatus stopping(VirtualMachineInstance vmi, boolean startsFail) {
        return VmiPhase.of(vmi).isFinal() ? ended(startsFail) : PrintableStatus.STOPPING;
    }

    private static PrintableStatus running(VirtualMachineInstance vmi, boolean startsFail) {
        return switch (VmiPhase.of(vmi)) {
            case UNSET, PENDING, SCHEDULING, SCHEDULED -> starting(vmi);
            case RUNNING ->
                    conditions(vmi).isTrue(ConditionType.PAUSED)
                            ? PrintableStatus.PAUSED
                            : PrintableStatus.RUNNING;
            case SUCCEEDED, FAILED -> ended(startsFail);
            case UNKNOWN -> PrintableStatus.UNKNOWN;
        };
    }

    private static PrintableStatus starting(VirtualMachineInstance vmi) {
        if (has(vmi, ConditionType.SYNCHRONIZED, Reason.FAILED_PVC_NOT_FOUND)) {
            return PrintableStatus.PVC_NOT_FOUND;
        }
        if (has(vmi, ConditionType.POD_SCHEDULED, Reason.UNSCHEDULABLE)) {
            return PrintableStatus.UNSCHEDULABLE;
        }
        if (has(vmi, ConditionType.SYNCHRONIZED, Reason.IMAGE_PULL_BACK_OFF)) {
            return PrintableStatus.IMAGE_PULL_BACK_OFF;
        }
        boolean noImage =
                Stream.of(
                                Reason.ERR_IMAGE_PULL,
                                Reason.ERR_IMAGE_NEVER_PULL,
                                Reason.INVALID_IMAGE_NAME)
                        .anyMatch(reason -> has(vmi, ConditionType.SYNCHRONIZED, reason));
        return noImage ? PrintableStatus.ERR_IMAGE_PULL : PrintableStatus.STARTING;
    }

    private static boolean has(VirtualMachineInstance vmi, ConditionType type, Reason reason) {
        return conditions(vmi)
                .get(type)
                .filter(c -> Objects.equals(reason.value(), c.reason()))
                .isPresent();
    }

    private static InstanceConditions conditions(VirtualMachineInstance vmi) {
        return InstanceConditions.of(vmi.status() == null ? null : vmi.status().conditions());
    }
}
