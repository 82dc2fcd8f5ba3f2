package io.kubevirt.ee.controller.election;

/** Decides what a replica does with the lease. Pure. */
final class ElectionDecider {
    private ElectionDecider() {}

    /** Every situation in which a replica finds the lease. */
    enum Situation {
        /** There is none. */
        ABSENT,
        /** Its last holder gave it back. */
        FREE,
        /** Another replica's, who is believed to live. */
        HELD,
        /** Another replica's, from whom nothing was heard for as long as it had said. */
        LAPSED,
        /** Ours, and we lead. */
        OURS,
        /**
         * Ours, and we do not lead: a write whose answer was lost got through, or came too late.
         */
        OURS_UNNOTICED,
        /** We lead, and it is not ours any more. */
        TAKEN
    }

    static Situation situation(ElectionView view) {
        boolean ours = view.lease().filter(it -> it.holder().equals(view.identity())).isPresent();
        if (view.leading()) {
            return ours ? Situation.OURS : Situation.TAKEN;
        }
        if (ours) {
            return Situation.OURS_UNNOTICED;
        }
        if (view.lease().isEmpty()) {
            return Situation.ABSENT;
        }
        LeaseRecord lease = view.lease().get();
        if (lease.holder().isEmpty()) {
            return Situation.FREE;
        }
        boolean lapsed = view.unchanged().compareTo(lease.duration()) >= 0;
        return lapsed ? Situation.LAPSED : Situation.HELD;
    }

    static ElectionStep decide(ElectionView view) {
        return switch (situation(view)) {
            case ABSENT -> new ElectionStep.Create();
            case FREE, LAPSED -> new ElectionStep.Take(view.lease().orElseThrow());
            case HELD -> new ElectionStep.StandBy(view.lease().orElseThrow());
            case OURS, OURS_UNNOTICED -> new ElectionStep.Renew(view.lease().orElseThrow());
            case TAKEN -> new ElectionStep.StepDown();
        };
    }
}
