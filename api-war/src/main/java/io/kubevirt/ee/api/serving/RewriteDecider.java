package io.kubevirt.ee.api.serving;

import java.time.Duration;

/**
 * Decides when Liberty is to be told, by a rewritten file, to read a key store again. Pure.
 *
 * <p>Liberty forgets what it made of a key store when the file changes, but a connection that is
 * being accepted at that moment may put what was made of the old one back, for good; two changes
 * shortly after one another all but ask for it. So one store is written at a time, and again as
 * long as the port does not show it. Authorities are written twice more after that: one that was
 * replaced by another of its name looks the same from outside.
 */
final class RewriteDecider {
    /** Within this time Liberty has found a changed file: it looks every second. */
    static final Duration RELOAD_TIME = Duration.ofSeconds(4);

    /** Pauses before the authorities are written a second and a third time. */
    static final Duration SECOND_PAUSE = Duration.ofSeconds(10);

    static final Duration THIRD_PAUSE = Duration.ofSeconds(50);

    /** Stores that the port shows are done after as many writes of the authorities. */
    static final int ENOUGH = 2;

    private RewriteDecider() {}

    /**
     * What is the case.
     *
     * @param keysWritten whether the key that Liberty reads is the mounted one
     * @param trustWritten whether the authorities that Liberty reads are the mounted ones
     * @param keysShown whether the port shows the mounted certificate
     * @param trustShown whether the port names the mounted authorities
     * @param repeats how often the authorities were written again since something changed
     * @param since the time since anything was written
     */
    record View(
            boolean keysWritten,
            boolean trustWritten,
            boolean keysShown,
            boolean trustShown,
            int repeats,
            Duration since) {}

    /** Each calls for something else. */
    enum Situation {
        /** Liberty may not have found yet what was written last. */
        RELOADING,
        /** Other authorities are mounted. */
        TRUST_CHANGED,
        /** Another key is mounted. */
        KEYS_CHANGED,
        /** Liberty has looked, and the port still shows another certificate, or none. */
        KEYS_STUCK,
        /** Liberty has looked, and the port still names other authorities. */
        TRUST_STUCK,
        /** The port shows what is mounted; the pause before the next time lasts. */
        SETTLING,
        /** The port shows what is mounted; one more time makes sure of what it does not show. */
        UNSURE,
        /** Nothing to do until the next change. */
        SETTLED
    }

    /** What is to be written. */
    enum Write {
        NOTHING,
        KEYS,
        TRUST
    }

    static Situation situation(View view) {
        boolean done =
                view.keysWritten() && view.trustWritten() && view.keysShown() && view.trustShown();
        if (!done && view.since().compareTo(RELOAD_TIME) < 0) {
            return Situation.RELOADING;
        }
        if (!view.trustWritten()) {
            return Situation.TRUST_CHANGED;
        }
        if (!view.keysWritten()) {
            return Situation.KEYS_CHANGED;
        }
        if (!view.keysShown()) {
            return Situation.KEYS_STUCK;
        }
        if (!view.trustShown()) {
            return Situation.TRUST_STUCK;
        }
        if (view.repeats() >= ENOUGH) {
            return Situation.SETTLED;
        }
        Duration pause = view.repeats() == 0 ? SECOND_PAUSE : THIRD_PAUSE;
        return view.since().compareTo(pause) < 0 ? Situation.SETTLING : Situation.UNSURE;
    }

    static Write write(Situation situation) {
        return switch (situation) {
            case KEYS_CHANGED, KEYS_STUCK -> Write.KEYS;
            case TRUST_CHANGED, TRUST_STUCK, UNSURE -> Write.TRUST;
            case RELOADING, SETTLING, SETTLED -> Write.NOTHING;
        };
    }
}
