package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.launcher.StateClaim;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides what a node ends by itself while no API server hears it, so that whoever starts the same
 * guests elsewhere meanwhile does no harm. Pure.
 *
 * @param after for how long nobody must have heard the node
 * @param scope which guests are ended then
 */
public record Fence(Duration after, FenceScope scope) {

    /** Shorter than this a slow answer would be taken for none. */
    public static final Duration SHORTEST = Duration.ofSeconds(20);

    private static final Duration LONGEST_BETWEEN_HEARTBEATS = Duration.ofSeconds(60);
    private static final int HEARTBEATS_TO_MISS = 3;

    /** Refuses what would end guests of a node that is well. */
    public Fence {
        if (after.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "kubevirt.handler.fence-after is %s: set %s or more, or leave it out"
                            .formatted(after, SHORTEST));
        }
    }

    /** How often the node has to be heard, so that one word that is lost ends no guest. */
    public static Duration heartbeatEvery(Optional<Fence> fence) {
        return fence.map(set -> set.after.dividedBy(HEARTBEATS_TO_MISS))
                .filter(often -> often.compareTo(LONGEST_BETWEEN_HEARTBEATS) < 0)
                .orElse(LONGEST_BETWEEN_HEARTBEATS);
    }

    /** Whether the node counts as cut off. */
    public boolean cutOff(Duration silence) {
        return silence.compareTo(after) >= 0;
    }

    /**
     * Whether a guest of a node that is cut off is ended.
     *
     * @param vmi what the node last knew of the instance of that name
     */
    public boolean ends(DomainView domain, Optional<VirtualMachineInstance> vmi) {
        boolean alive =
                switch (domain.state()) {
                    case DomainState.Running running -> true;
                    case DomainState.Paused paused -> true;
                    case DomainState.ShuttingDown ending -> true;
                    case DomainState.Off off -> false;
                };
        return alive
                && switch (scope) {
                    case ALL -> true;
                    case SHARED -> mayShare(domain, vmi);
                };
    }

    private static boolean mayShare(DomainView domain, Optional<VirtualMachineInstance> vmi) {
        return vmi.filter(known -> domain.vmiUid().equals(known.metadata().getUid()))
                .map(
                        known ->
                                StateClaim.nameFor(known).isPresent()
                                        || Absent.list(known.spec().volumes()).stream()
                                                .anyMatch(Fence::shared))
                .orElse(true);
    }

    /** What is written to, and can be attached to another node. */
    private static boolean shared(Volume volume) {
        return volume.persistentVolumeClaim() != null
                || volume.dataVolume() != null
                || (volume.hostDisk() != null && Boolean.TRUE.equals(volume.hostDisk().shared()));
    }
}
