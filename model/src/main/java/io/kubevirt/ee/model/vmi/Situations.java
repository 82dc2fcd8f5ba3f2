package io.kubevirt.ee.model.vmi;

import io.kubevirt.ee.model.launcher.StateClaim;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.VmiPhase;

/** Finds out what is the case with an instance: the one place that branches on it. */
final class Situations {
    private Situations() {}

    static VmiSituation of(VmiView view) {
        return switch (view.phase()) {
            case UNSET, PENDING, SCHEDULING -> view.deleted() ? deleted(view) : starting(view);
            case SCHEDULED, RUNNING, UNKNOWN ->
                    view.node()
                            .map(node -> handedOver(view, node))
                            .orElse(VmiSituation.HANDED_OVER);
            case SUCCEEDED, FAILED -> ended(view);
        };
    }

    private static VmiSituation starting(VmiView view) {
        if (!held(view)) {
            return VmiSituation.FINALIZER_MISSING;
        }
        return view.launcher()
                .map(
                        pod ->
                                switch (new PodReading(pod, view).state()) {
                                    case PodState.Waiting waiting -> VmiSituation.POD_WAITING;
                                    case PodState.Ready ready -> VmiSituation.POD_READY;
                                    case PodState.Ended ended -> VmiSituation.POD_ENDED;
                                })
                .orElseGet(
                        () ->
                                switch (view.phase()) {
                                    case SCHEDULING -> VmiSituation.POD_VANISHED;
                                    case UNSET,
                                            PENDING,
                                            SCHEDULED,
                                            RUNNING,
                                            SUCCEEDED,
                                            FAILED,
                                            UNKNOWN ->
                                            withoutPod(view);
                                });
    }

    private static VmiSituation withoutPod(VmiView view) {
        if (view.missingClaim().isPresent()) {
            return VmiSituation.CLAIM_MISSING;
        }
        if (StateClaim.trouble(view.vmi(), view.claims()).isPresent()) {
            return VmiSituation.STATE_CLAIM_UNUSABLE;
        }
        return view.stateClaimIsMissing()
                ? VmiSituation.STATE_CLAIM_MISSING
                : VmiSituation.POD_MISSING;
    }

    private static VmiSituation handedOver(VmiView view, NodeState node) {
        return switch (node.presence()) {
            case GONE -> VmiSituation.NODE_LOST;
            case READY -> NodeMark.on(view) ? VmiSituation.NODE_BACK : VmiSituation.HANDED_OVER;
            case NOT_READY ->
                    node.untilSilent(view.now()).isPositive()
                            ? unwell(view)
                            : silent(view, node.outOfService());
        };
    }

    /**
     * As long as its agent answers, a guest can run, whatever the taint says; and on a machine that
     * is only cut off it does run.
     */
    private static VmiSituation silent(VmiView view, boolean outOfService) {
        if (outOfService) {
            return VmiSituation.NODE_OUT_OF_SERVICE;
        }
        boolean known = view.phase() == VmiPhase.RUNNING && !NodeMark.saidUnknownLately(view);
        return known ? VmiSituation.NODE_SILENT : unwell(view);
    }

    private static VmiSituation unwell(VmiView view) {
        return NodeMark.due(view) ? VmiSituation.NODE_NOT_READY : VmiSituation.NODE_AWAITED;
    }

    private static VmiSituation deleted(VmiView view) {
        if (view.pods().isEmpty()) {
            return held(view) ? VmiSituation.DELETED_NOTHING_LEFT : VmiSituation.RELEASED;
        }
        return view.podStays() ? VmiSituation.DELETED_POD_THERE : VmiSituation.DELETED_POD_LEAVING;
    }

    private static VmiSituation ended(VmiView view) {
        if (view.pods().isEmpty()) {
            return held(view) ? VmiSituation.ENDED_NOTHING_LEFT : VmiSituation.RELEASED;
        }
        return view.podStays() ? podOfEnded(view) : VmiSituation.ENDED_POD_LEAVING;
    }

    private static VmiSituation podOfEnded(VmiView view) {
        return switch (LauncherDeath.of(view)) {
            case TO_TELL -> VmiSituation.ENDED_REASON_TO_TELL;
            case AWAITED -> VmiSituation.ENDED_REASON_AWAITED;
            case NOTHING_TO_TELL -> VmiSituation.ENDED_POD_THERE;
        };
    }

    private static boolean held(VmiView view) {
        return Absent.list(view.vmi().metadata().getFinalizers())
                .contains(Finalizers.VIRTUAL_MACHINE_INSTANCE);
    }
}
