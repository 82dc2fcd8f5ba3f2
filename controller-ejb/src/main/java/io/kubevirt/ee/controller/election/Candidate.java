package io.kubevirt.ee.controller.election;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One replica that stands for election. It is driven by one thread, through {@link #step}; it may
 * be asked from any.
 */
public final class Candidate {
    private static final Logger LOG = System.getLogger(Candidate.class.getName());

    private final String identity;
    private final LeaseTimes times;
    private final LeaseStore store;
    private final InstantSource clock;
    private final Duty duty;

    private volatile Optional<Term> term = Optional.empty();
    private volatile Optional<LeaseRecord> seen = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private Instant seenSince;

    /**
     * @param identity who it is; no other process may ever be called so
     * @param times of the election
     * @param store where the lease is
     * @param clock a steady one: it must not be set back or forward
     * @param duty what it does while it leads
     */
    public Candidate(
            String identity, LeaseTimes times, LeaseStore store, InstantSource clock, Duty duty) {
        this.identity = identity;
        this.times = times;
        this.store = store;
        this.clock = clock;
        this.duty = duty;
        this.seenSince = clock.instant();
    }

    /** Who it is. */
    public String identity() {
        return identity;
    }

    /** Whether it may write. */
    public boolean leading() {
        return term.filter(Term::open).isPresent();
    }

    /** The lease as it was seen last. */
    public Optional<LeaseRecord> lease() {
        return seen;
    }

    /** Why the last look at the lease failed. */
    public Optional<String> trouble() {
        return trouble;
    }

    /**
     * Looks at the lease, and does what follows from it.
     *
     * @return how long to wait for the next step
     */
    public Duration step() {
        endLapsedTerm();
        try {
            act(ElectionDecider.decide(look()));
            trouble.ifPresent(over -> LOG.log(Level.INFO, "the lease is in reach again"));
            trouble = Optional.empty();
        } catch (LeaseUnreachable unreachable) {
            if (trouble.isEmpty()) {
                LOG.log(Level.WARNING, "will try again: {0}", unreachable.getMessage());
            }
            trouble = Optional.of(unreachable.getMessage());
        }
        endLapsedTerm();
        return pause();
    }

    /**
     * Ends the term, if there is one, and gives the lease back, if it is ours, so that another
     * replica begins at once.
     *
     * @param patience how long work that was begun may still take
     */
    public void resign(Duration patience) {
        end("resigns", patience);
        try {
            store.read()
                    .filter(lease -> lease.holder().equals(identity))
                    .ifPresent(lease -> store.write(lease.released(clock.instant())));
        } catch (LeaseUnreachable unreachable) {
            LOG.log(
                    Level.WARNING,
                    "the lease cannot be given back; if it is ours it lapses by itself: {0}",
                    unreachable.getMessage());
        }
    }

    private ElectionView look() {
        Optional<LeaseRecord> lease = store.read();
        if (!lease.equals(seen)) {
            seen = lease;
            // Not before the answer came: the lease was written earlier than that.
            seenSince = clock.instant();
        }
        Duration unchanged = Duration.between(seenSince, clock.instant());
        return new ElectionView(identity, term.isPresent(), lease, unchanged);
    }

    private void act(ElectionStep step) {
        Instant now = clock.instant();
        switch (step) {
            case ElectionStep.Create create ->
                    write(LeaseRecord.first(identity, times.duration(), now), now);
            case ElectionStep.Take(LeaseRecord from) ->
                    write(from.takenBy(identity, times.duration(), now), now);
            case ElectionStep.Renew(LeaseRecord own) ->
                    write(own.renewed(times.duration(), now), now);
            case ElectionStep.StandBy(LeaseRecord others) ->
                    LOG.log(Level.DEBUG, "{0} leads", others.holder());
            case ElectionStep.StepDown down -> lose("the lease is another one's");
        }
    }

    /** A stored write is good for {@link LeaseTimes#deadline} from before it was sent. */
    private void write(LeaseRecord wanted, Instant sent) {
        if (!store.write(wanted)) {
            return;
        }
        Instant until = sent.plus(times.deadline());
        if (term.isPresent()) {
            term.get().extend(until);
        } else if (clock.instant().isBefore(until)) {
            begin(new Term(clock, until));
        }
    }

    private void begin(Term beginning) {
        LOG.log(Level.INFO, "{0} leads", identity);
        term = Optional.of(beginning);
        try {
            duty.begin(beginning);
        } catch (RuntimeException | LinkageError failed) {
            // A leader that does nothing would keep others from doing it.
            LOG.log(Level.ERROR, identity + " cannot begin its work, gives up the lease", failed);
            resign(Duration.ZERO);
        }
    }

    private void endLapsedTerm() {
        if (term.filter(Term::open).isEmpty()) {
            lose("the lease was not renewed in time");
        }
    }

    private void lose(String why) {
        term.ifPresent(Term::close);
        end(why, Duration.ZERO);
    }

    private void end(String why, Duration patience) {
        if (term.isPresent()) {
            duty.end(patience);
            term.get().close();
            term = Optional.empty();
            LOG.log(Level.INFO, identity + " leads no longer: " + why);
        }
    }

    /** Never past the end of the term: it is then that the work is to end. */
    private Duration pause() {
        Duration usual = term.isPresent() && trouble.isEmpty() ? times.renewal() : times.look();
        Duration left =
                term.map(open -> Duration.between(clock.instant(), open.until())).orElse(usual);
        return left.compareTo(usual) < 0 ? left : usual;
    }
}
