package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.launcher.LauncherName;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.launcher.StateClaim;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is known when it is decided what to do with an instance.
 *
 * @param vmi the instance
 * @param pods its pods: those that have it as their controller
 * @param node the node that answers for it; empty before its hand-over
 * @param podEvents what was said about its launcher pod; asked for when {@link #wantsEvents} says
 *     so
 * @param claims its claims that are there; asked for when {@link #wantsClaims} names any
 * @param cid its context id, if it is given one; asked for when {@link #wantsCid} says so
 * @param settings for its launcher pod
 * @param now the time
 */
public record VmiView(
        VirtualMachineInstance vmi,
        List<V1Pod> pods,
        Optional<NodeState> node,
        List<PodEvent> podEvents,
        Claims claims,
        Optional<Long> cid,
        LauncherSettings settings,
        Instant now) {
    /** Copies the lists. */
    public VmiView {
        pods = List.copyOf(pods);
        podEvents = List.copyOf(podEvents);
    }

    /** The launcher pod of which it is to be found out why it does not come up. */
    public Optional<V1Pod> wantsEvents() {
        if (deleted() || Situations.of(this) != VmiSituation.POD_WAITING) {
            return Optional.empty();
        }
        return launcher()
                .filter(
                        pod ->
                                EventReading.onNodeFor(pod, now)
                                        .filter(age -> age.compareTo(EventReading.PATIENCE) >= 0)
                                        .isPresent());
    }

    /** The same with what was said about its launcher pod. */
    public VmiView with(List<PodEvent> found) {
        return new VmiView(vmi, pods, node, found, claims, cid, settings, now);
    }

    /**
     * The claims of which it is to be found out what they are: before the pod is made, and when it
     * runs, as a claim may be bound only because of it.
     */
    public List<String> wantsClaims() {
        return switch (Situations.of(this)) {
            case POD_MISSING, CLAIM_MISSING, STATE_CLAIM_MISSING, STATE_CLAIM_UNUSABLE ->
                    Stream.concat(Claims.namesIn(vmi).stream(), StateClaim.nameFor(vmi).stream())
                            .distinct()
                            .toList();
            case POD_READY -> Claims.namesIn(vmi);
            case FINALIZER_MISSING,
                    POD_WAITING,
                    POD_ENDED,
                    POD_VANISHED,
                    HANDED_OVER,
                    NODE_LOST,
                    NODE_OUT_OF_SERVICE,
                    NODE_SILENT,
                    NODE_NOT_READY,
                    NODE_AWAITED,
                    NODE_BACK,
                    DELETED_POD_THERE,
                    DELETED_POD_LEAVING,
                    DELETED_NOTHING_LEFT,
                    ENDED_REASON_AWAITED,
                    ENDED_REASON_TO_TELL,
                    ENDED_POD_THERE,
                    ENDED_POD_LEAVING,
                    ENDED_NOTHING_LEFT,
                    RELEASED ->
                    List.of();
        };
    }

    /** The same with its claims. */
    public VmiView with(Claims found) {
        return new VmiView(vmi, pods, node, podEvents, found, cid, settings, now);
    }

    /** Whether it is to be given a context id: when its pod runs, as it starts then. */
    public boolean wantsCid() {
        return VsockCid.isMissing(vmi) && Situations.of(this) == VmiSituation.POD_READY;
    }

    /** The same with a context id. */
    public VmiView with(long given) {
        return new VmiView(vmi, pods, node, podEvents, claims, Optional.of(given), settings, now);
    }

    /** The first claim that it names and that is not there. */
    Optional<String> missingClaim() {
        return Claims.namesIn(vmi).stream()
                .filter(name -> claims.named(name).isEmpty())
                .findFirst();
    }

    boolean stateClaimIsMissing() {
        return StateClaim.nameFor(vmi).filter(name -> claims.named(name).isEmpty()).isPresent();
    }

    VmiPhase phase() {
        return VmiPhase.of(vmi);
    }

    boolean deleted() {
        return vmi.metadata().getDeletionTimestamp() != null;
    }

    boolean podStays() {
        return pods.stream().anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() == null);
    }

    /** The launcher pod; no other name is ever given to one of ours. */
    Optional<V1Pod> launcher() {
        String name = LauncherName.of(vmi);
        return pods.stream().filter(pod -> name.equals(pod.getMetadata().getName())).findFirst();
    }
}
