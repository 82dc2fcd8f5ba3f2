package io.kubevirt.ee.runtime.loop;

import java.time.Duration;

/** Hears what goes through a loop, for metrics. Must not wait and not throw. */
public interface LoopObserver {
    /** Hears nothing. */
    LoopObserver NONE =
            new LoopObserver() {
                @Override
                public void added() {}

                @Override
                public void taken(Duration queued) {}

                @Override
                public void ended(Duration worked, Outcome outcome) {}
            };

    /** A key that was not ready has become so, or will be at its time. */
    void added();

    /** A worker took a key that had been ready for so long. */
    void taken(Duration queued);

    /** A pass over a key took so long and came to this. */
    void ended(Duration worked, Outcome outcome);
}
