package io.kubevirt.ee.runtime.loop;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What one pass over a key came to, and so when the key is due again. */
public sealed interface Outcome {
    /** The object is as it should be; the next change wakes it. */
    Outcome SETTLED = new Settled();

    /** Nothing more to do until something changes. */
    record Settled() implements Outcome {}

    /**
     * All went well, and time alone will make more to do.
     *
     * @param delay how long from now
     */
    record RetryAfter(Duration delay) implements Outcome {
        public RetryAfter {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a delay cannot be negative: " + delay);
            }
        }
    }

    /**
     * The object asks for what cannot be done: trying again without a change would end the same.
     *
     * @param why for the log; the user is told by a condition or an event
     */
    record Rejected(String why) implements Outcome {
        public Rejected {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Something around the object failed: tried again with a growing delay.
     *
     * @param cause what was thrown
     */
    record Failed(Throwable cause) implements Outcome {
        public Failed {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Settled, or due again after a delay, whichever the caller has. */
    static Outcome again(Optional<Duration> delay) {
        return delay.<Outcome>map(RetryAfter::new).orElse(SETTLED);
    }
}
