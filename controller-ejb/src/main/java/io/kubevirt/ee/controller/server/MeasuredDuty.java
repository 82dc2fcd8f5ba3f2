package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.election.Duty;
import io.kubevirt.ee.controller.election.Term;
import io.kubevirt.ee.controller.metrics.VmiFigures;
import java.time.Duration;

/**
 * The leader's work, and with it the figures that only the leader publishes.
 *
 * @param work what is done
 * @param figures of all guests
 */
record MeasuredDuty(Duty work, VmiFigures figures) implements Duty {
    @Override
    public void begin(Term term) {
        work.begin(term);
        figures.show();
    }

    @Override
    public void end(Duration patience) {
        figures.hide();
        work.end(patience);
    }
}
