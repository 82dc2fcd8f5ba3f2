package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.election.Duty;
import io.kubevirt.ee.controller.election.Term;
import io.kubevirt.ee.runtime.loop.Figures;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The work of the leader; while another replica leads, keys are dropped, since a new term looks at
 * all.
 */
final class Work implements Duty {
    private final Function<Term, Duties> newDuties;
    private volatile Optional<Duties> duties = Optional.empty();

    Work(Function<Term, Duties> newDuties) {
        this.newDuties = newDuties;
    }

    @Override
    public void begin(Term term) {
        Duties beginning = newDuties.apply(term);
        duties = Optional.of(beginning);
        beginning.begin();
    }

    @Override
    public void end(Duration patience) {
        Optional<Duties> ending = duties;
        duties = Optional.empty();
        ending.ifPresent(duty -> duty.end(patience));
    }

    void machine(Key key) {
        duties.ifPresent(term -> term.machine(key));
    }

    void instance(Key key) {
        duties.ifPresent(term -> term.instance(key));
    }

    void replicaSet(Key key) {
        duties.ifPresent(term -> term.replicaSet(key));
    }

    void installation(Key key) {
        duties.ifPresent(term -> term.installation(key));
    }

    Map<String, Figures> figures() {
        return duties.map(Duties::figures).orElse(Map.of());
    }
}
