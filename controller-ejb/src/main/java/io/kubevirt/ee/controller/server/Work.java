package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.runtime.loop.Figures;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The work of the leader; while another replica leads, keys are dropped, since a new term looks at
 * all.
 */
final class Work implements Leadership.Duty {
    private final Supplier<Duties> newDuties;
    private volatile Optional<Duties> duties = Optional.empty();

    Work(Supplier<Duties> newDuties) {
        this.newDuties = newDuties;
    }

    @Override
    public void begin() {
        Duties beginning = newDuties.get();
        duties = Optional.of(beginning);
        beginning.begin();
    }

    @Override
    public void end() {
        Optional<Duties> ending = duties;
        duties = Optional.empty();
        ending.ifPresent(Duties::end);
    }

    void machine(Key key) {
        duties.ifPresent(term -> term.machine(key));
    }

    void instance(Key key) {
        duties.ifPresent(term -> term.instance(key));
    }

    Map<String, Figures> figures() {
        return duties.map(Duties::figures).orElse(Map.of());
    }
}
