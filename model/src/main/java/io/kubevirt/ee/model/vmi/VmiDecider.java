package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.launcher.LauncherPod;
import io.kubevirt.ee.model.launcher.ReadinessGate;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what the controller does with an instance. Pure. */
public final class VmiDecider {
    /** A launcher that never had a guest has nothing to wait for. */
    private static final Duration GRACE_WITHOUT_GUEST = Duration.ofSeconds(1);

    /** Nothing of the guest is left, so this is for the launcher alone. */
    private static final Duration GRACE_AFTER_GUEST = Duration.ofSeconds(5);

    private static final Duration UNTIL_CLAIM_IS_LOOKED_FOR = Duration.ofSeconds(5);

    private VmiDecider() {}

    /** What to do. */
    public static VmiPlan decide(VmiView view) {
        VmiSituation situation = Situations.of(view);
        ControllerStatus status = new ControllerStatus(view);
        return switch (situation) {
            case FINALIZER_MISSING -> act(situation, status, new VmiAction.AddFinalizer());
            case POD_MISSING -> create(situation, view, status);
            case CLAIM_MISSING ->
                    awaitClaim(
                            situation,
                            view,
                            status.claimMissing(view.missingClaim().orElseThrow()));
            case STATE_CLAIM_MISSING ->
                    StateClaimPlans.create(view, create(situation, view, status));
            case STATE_CLAIM_UNUSABLE ->
                    awaitClaim(situation, view, StateClaimPlans.unusable(view));
            case POD_WAITING -> waiting(situation, view, status);
            case POD_READY -> handOver(situation, view, status);
            case POD_ENDED -> fail(situation, status, Reason.POD_FAILED, endOf(view));
            case POD_VANISHED ->
                    fail(
                            situation,
                            status,
                            Reason.POD_FAILED,
                            "The launcher pod vanished before the guest was started.");
            case NODE_LOST -> fail(situation, status, Reason.NODE_LOST, NodeMark.lost(view));
            case NODE_OUT_OF_SERVICE ->
                    fail(
                            situation,
                            status,
                            Reason.NODE_OUT_OF_SERVICE,
                            NodeMark.outOfService(view));
            case NODE_SILENT -> unknown(situation, view, status);
            case NODE_NOT_READY ->
                    looking(situation, status.nodeNotReady(NodeMark.notReady(view)), view);
            case NODE_AWAITED -> looking(situation, status.unchanged(), view);
            case NODE_BACK -> looking(situation, status.nodeBack(), view);
            case DELETED_POD_THERE -> deletePods(situation, view, status, GRACE_WITHOUT_GUEST);
            case ENDED_REASON_AWAITED ->
                    new VmiPlan(
                            situation,
                            List.of(),
                            status.unchanged(),
                            Map.of(),
                            List.of(),
                            Optional.of(LauncherDeath.left(view)));
            case ENDED_REASON_TO_TELL -> tell(situation, view, status);
            case ENDED_POD_THERE -> deletePods(situation, view, status, GRACE_AFTER_GUEST);
            case DELETED_NOTHING_LEFT, ENDED_NOTHING_LEFT ->
                    act(situation, status, new VmiAction.RemoveFinalizer());
            case HANDED_OVER -> act(situation, status, tellPod(view));
            case DELETED_POD_LEAVING, ENDED_POD_LEAVING, RELEASED -> act(situation, status);
        };
    }

    /**
     * What to tell when the launcher pod could not be created.
     *
     * @param view the one that was decided on
     * @param why the API server's words
     */
    public static VmiPlan notCreated(VmiView view, String why) {
        String message = "The launcher pod could not be created: " + why;
        VirtualMachineInstanceStatus status = new ControllerStatus(view).notCreated(message);
        return new VmiPlan(
                VmiSituation.POD_MISSING, List.of(), status, Map.of(), news(view, status));
    }

    /**
     * What to tell when the claim for the machine's state could not be created.
     *
     * @param view the one that was decided on
     * @param why the API server's words
     */
    public static VmiPlan claimNotCreated(VmiView view, String why) {
        VirtualMachineInstanceStatus status = StateClaimPlans.refused(view, why);
        return new VmiPlan(
                VmiSituation.STATE_CLAIM_MISSING, List.of(), status, Map.of(), news(view, status));
    }

    /** Claims are not watched, so it is looked at again. */
    private static VmiPlan awaitClaim(
            VmiSituation situation, VmiView view, VirtualMachineInstanceStatus after) {
        return new VmiPlan(
                situation,
                List.of(),
                after,
                Map.of(),
                news(view, after),
                Optional.of(UNTIL_CLAIM_IS_LOOKED_FOR));
    }

    private static VmiPlan create(VmiSituation situation, VmiView view, ControllerStatus status) {
        V1Pod pod = LauncherPod.of(view.vmi(), view.settings(), view.claims());
        ObjectEvent event =
                ObjectEvent.normal(
                        Reason.SUCCESSFUL_CREATE,
                        "Created launcher pod " + pod.getMetadata().getName() + ".");
        return new VmiPlan(
                situation,
                List.of(new VmiAction.CreatePod(pod)),
                status.created(),
                Map.of(),
                List.of(event));
    }

    private static VmiPlan waiting(VmiSituation situation, VmiView view, ControllerStatus status) {
        V1Pod pod = view.launcher().orElseThrow();
        Optional<PodState.Trouble> trouble =
                new PodReading(pod, view).state() instanceof PodState.Waiting waiting
                        ? waiting.trouble()
                        : Optional.empty();
        VirtualMachineInstanceStatus after = status.waitingFor(pod, trouble);
        return new VmiPlan(
                situation,
                List.of(),
                after,
                Map.of(),
                news(view, after),
                EventReading.onNodeFor(pod, view.now()).map(EventReading::pause));
    }

    /** The pod is deleted once this is saved. */
    private static VmiPlan tell(VmiSituation situation, VmiView view, ControllerStatus status) {
        PodEnd end = view.launcher().flatMap(PodEnd::of).orElseThrow();
        return new VmiPlan(
                situation,
                List.of(),
                status.endedBecause(end),
                Map.of(),
                List.of(ObjectEvent.warning(end.reason(), end.message())));
    }

    /** A warning for each condition that tells of trouble and did not tell of the same before. */
    private static List<ObjectEvent> news(VmiView view, VirtualMachineInstanceStatus after) {
        InstanceConditions before =
                InstanceConditions.of(
                        view.vmi().status() == null ? null : view.vmi().status().conditions());
        return Stream.of(ConditionType.POD_SCHEDULED, ConditionType.SYNCHRONIZED)
                .flatMap(type -> InstanceConditions.of(after.conditions()).get(type).stream())
                .filter(
                        told ->
                                before.list().stream()
                                        .noneMatch(
                                                old ->
                                                        old.type().equals(told.type())
                                                                && told.reason()
                                                                        .equals(old.reason())))
                .flatMap(
                        told ->
                                Stream.of(Reason.values())
                                        .filter(reason -> reason.value().equals(told.reason()))
                                        .map(reason -> ObjectEvent.warning(reason, told.message())))
                .toList();
    }

    private static VmiPlan handOver(VmiSituation situation, VmiView view, ControllerStatus status) {
        V1Pod pod = view.launcher().orElseThrow();
        String node = pod.getSpec().getNodeName();
        ObjectEvent event =
                ObjectEvent.normal(
                        Reason.SUCCESSFUL_HAND_OVER,
                        "The launcher pod runs; handed over to node " + node + ".");
        return new VmiPlan(
                situation,
                List.of(),
                status.scheduled(pod, node),
                Map.of(Labels.NODE_NAME, node),
                List.of(event));
    }

    private static VmiPlan fail(
            VmiSituation situation, ControllerStatus status, Reason reason, String message) {
        return new VmiPlan(
                situation,
                List.of(),
                status.failed(reason, message),
                Map.of(),
                List.of(ObjectEvent.warning(reason, message)));
    }

    private static String endOf(VmiView view) {
        return new PodReading(view.launcher().orElseThrow(), view).state()
                        instanceof PodState.Ended ended
                ? ended.message()
                : "";
    }

    private static VmiPlan unknown(VmiSituation situation, VmiView view, ControllerStatus status) {
        String message = NodeMark.silent(view);
        return new VmiPlan(
                situation,
                List.of(),
                status.unknown(message),
                Map.of(),
                List.of(ObjectEvent.warning(Reason.NODE_UNRESPONSIVE, message)));
    }

    /** Nobody tells when an agent falls silent, so it is looked at when it would have. */
    private static VmiPlan looking(
            VmiSituation situation, VirtualMachineInstanceStatus status, VmiView view) {
        return new VmiPlan(
                situation, List.of(), status, Map.of(), List.of(), NodeMark.nextLook(view));
    }

    private static VmiPlan deletePods(
            VmiSituation situation, VmiView view, ControllerStatus status, Duration grace) {
        List<V1Pod> staying =
                view.pods().stream()
                        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                        .toList();
        List<VmiAction> deletions =
                staying.stream()
                        .<VmiAction>map(
                                pod ->
                                        new VmiAction.DeletePod(
                                                pod.getMetadata().getName(),
                                                pod.getMetadata().getUid(),
                                                grace))
                        .toList();
        List<ObjectEvent> events =
                staying.stream()
                        .map(
                                pod ->
                                        ObjectEvent.normal(
                                                Reason.SUCCESSFUL_DELETE,
                                                "Deleted launcher pod "
                                                        + pod.getMetadata().getName()
                                                        + "."))
                        .toList();
        return new VmiPlan(situation, deletions, status.unchanged(), Map.of(), events);
    }

    private static VmiAction[] tellPod(VmiView view) {
        return view.launcher().stream()
                .flatMap(
                        pod ->
                                ReadinessGate.news(view.vmi(), pod, view.now())
                                        .map(condition -> new VmiAction.TellPod(pod, condition))
                                        .stream())
                .toArray(VmiAction[]::new);
    }

    private static VmiPlan act(
            VmiSituation situation, ControllerStatus status, VmiAction... actions) {
        return new VmiPlan(situation, List.of(actions), status.unchanged(), Map.of(), List.of());
    }
}
