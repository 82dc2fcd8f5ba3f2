package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that a decision about one name (namespace and name of a VMI) on one node is made from.
 *
 * @param node the node's name
 * @param vmi the VMI of that name, wherever it belongs
 * @param live whether the VMI (or that there is none) was read from the API server just now, not
 *     from the cache
 * @param domain the domain of that name, if it is ours
 * @param leftovers uids of VMIs of that name that something on the node was made for
 * @param launcher the launcher pod of the VMI
 * @param observation present for a VMI of this node whose domain and launcher are alive
 * @param evidence of how it ended, for a guest that is off or has lost its launcher
 * @param accelerator how a guest would be run; empty: the node cannot, and may not emulate
 * @param heldUntil present after a refused start: no other is tried before, whatever wakes us
 * @param thawAt present for a guest whose file systems are frozen until then at most
 * @param resumedAt when a guest that a failed disk had paused was last let run again; empty also
 *     after a restart of the agent
 * @param now the node's clock
 */
@RecordBuilder
public record GuestView(
        String node,
        Optional<VirtualMachineInstance> vmi,
        boolean live,
        Optional<DomainView> domain,
        Set<String> leftovers,
        LauncherState launcher,
        Optional<GuestObservation> observation,
        EndEvidence evidence,
        Optional<Accelerator> accelerator,
        Optional<Instant> heldUntil,
        Optional<Instant> thawAt,
        Optional<Instant> resumedAt,
        Instant now) {

    /** Copies the set. */
    public GuestView {
        leftovers = Set.copyOf(leftovers);
    }

    /** The VMI, where a situation says that there is one. */
    VirtualMachineInstance instance() {
        return vmi.orElseThrow();
    }

    /** The VMI's phase; unset without a VMI. */
    VmiPhase phase() {
        return vmi.map(VmiPhase::of).orElse(VmiPhase.UNSET);
    }

    /** The node that the VMI was given to. */
    Optional<String> vmiNode() {
        return vmi.map(VirtualMachineInstance::status).map(status -> status.nodeName());
    }

    /** Whether something on the node carries the name. */
    boolean anythingHere() {
        return domain.isPresent() || !leftovers.isEmpty();
    }

    /** Uids that something here was made for and that do not belong here (any more). */
    Set<String> strayUids() {
        Set<String> uids = new LinkedHashSet<>(leftovers);
        domain.map(DomainView::vmiUid).ifPresent(uids::add);
        boolean elsewhere = vmiNode().filter(other -> !other.equals(node)).isPresent();
        if (!elsewhere) {
            vmi.ifPresent(mine -> uids.remove(mine.metadata().getUid()));
        }
        return uids;
    }

    /** Whether the VMI is being deleted. */
    boolean deleted() {
        return vmi.filter(mine -> mine.metadata().getDeletionTimestamp() != null).isPresent();
    }

    /** When the guest was first asked to stop, by deletion or through its launcher. */
    Optional<Instant> stopAskedAt() {
        Optional<Instant> deletion =
                vmi.map(mine -> mine.metadata().getDeletionTimestamp())
                        .map(time -> time.toInstant());
        Optional<Instant> launchers =
                launcher instanceof LauncherState.StopRequested(Instant since)
                        ? Optional.of(since)
                        : Optional.empty();
        return deletion.isPresent() && launchers.isPresent()
                ? deletion.filter(d -> d.isBefore(launchers.get())).or(() -> launchers)
                : deletion.or(() -> launchers);
    }
}
