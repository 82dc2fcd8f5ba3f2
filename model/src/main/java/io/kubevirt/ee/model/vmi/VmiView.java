package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.launcher.LauncherName;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known when it is decided what to do with an instance.
 *
 * @param vmi the instance
 * @param pods its pods: those that have it as their controller
 * @param node the node that answers for it; empty before its hand-over
 * @param podEvents what was said about its launcher pod; asked for when {@link #wantsEvents} says
 *     so
 * @param settings for its launcher pod
 * @param now the time
 */
public record VmiView(
        VirtualMachineInstance vmi,
        List<V1Pod> pods,
        Optional<NodeState> node,
        List<PodEvent> podEvents,
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
        return new VmiView(vmi, pods, node, found, settings, now);
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
