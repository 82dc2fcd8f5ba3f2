package io.kubevirt.ee.api.serving;

import java.time.Duration;

/**
 * Decides when Liberty is to be told, by a rewritten file, to read a key store again. Pure.
 *
 * <p>Liberty forgets what it made of a key store when the file changes, but a connection that is
 * being accepted at that moment may put what was made of the old one back, for good; two changes
 * shortly after one another all but ask for it. So one store is written at a time, and again as
 * long as the port does not show it. Authorities are written twice more after that: one that was
 * replaced by another of its name looks the same from outside. The port for people shares the key,
 * and has authorities of its own if it asks for certificates.
 */
final class RewriteDecider {
    /** Within this time Liberty has found a changed file: it looks every second. */
    static final Duration RELOAD_TIME = Duration.ofSeconds(4);

    /**
     * A port that says nothing for so long is taken for one that lost its key, and no longer for
     * one of a server with much to do, which a reload would give more.
     */
    static final Duration BUSY_TIME = Duration.ofMinutes(2);

    /** Pauses before authorities are written a second and a third time. */
    static final Duration SECOND_PAUSE = Duration.ofSeconds(10);

    static final Duration THIRD_PAUSE = Duration.ofSeconds(50);

    /** Stores that the port shows are done after as many repeated writes of its authorities. */
    static final int ENOUGH = 2;

    /** The same, where the port for people has authorities, too: theirs come after the others. */
    static final int ENOUGH_WITH_CLIENTS = 4;

    private RewriteDecider() {}

    /**
     * What is the case.
     *
     * @param keysWritten whether the key that Liberty reads is the mounted one
     * @param trustWritten whether the authorities that Liberty reads are the mounted ones
     * @param silence for how long a port has said nothing, not even no; zero: it says something
     * @param keysShown whether the port shows the mounted certificate
     * @param trustShown whether the port names the mounted authorities
     * @param clients how it is with the authorities of the port for people
     * @param repeats how often authorities were written again since something changed
     * @param since the time since anything was written
     */
    record View(
            boolean keysWritten,
            boolean trustWritten,
            Duration silence,
            boolean keysShown,
            boolean trustShown,
            Clients clients,
            int repeats,
            Duration since) {}

    /** How it is with the authorities of the port for people. */
    enum Clients {
        /** That port does not ask for certificates. */
        NOT_ASKED,
        /** Others are mounted than Liberty reads. */
        CHANGED,
        /** The port does not name them. */
        NOT_SHOWN,
        /** The port names them. */
        SHOWN
    }

    /** Each calls for something else. */
    enum Situation {
        /** Liberty may not have found yet what was written last. */
        RELOADING,
        /** Other authorities are mounted. */
        TRUST_CHANGED,
        /** Another key is mounted. */
        KEYS_CHANGED,
        /** The port is too slow to tell what it shows. */
        BUSY,
        /** Liberty has looked, and the port still shows another certificate, or none. */
        KEYS_STUCK,
        /** Liberty has looked, and the port still names other authorities. */
        TRUST_STUCK,
        /** Other authorities of people are mounted. */
        CLIENTS_CHANGED,
        /** Liberty has looked, and the port for people still names other authorities. */
        CLIENTS_STUCK,
        /** The port shows what is mounted; the pause before the next time lasts. */
        SETTLING,
        /** The port shows what is mounted; one more time makes sure of what it does not show. */
        UNSURE,
        /** The same, for what the port for people does not show. */
        CLIENTS_UNSURE,
        /** Nothing to do until the next change. */
        SETTLED
    }

    /** What is to be written. */
    enum Write {
        NOTHING,
        KEYS,
        TRUST,
        CLIENTS
    }

    static Situation situation(View view) {
        if (!done(view) && view.since().compareTo(RELOAD_TIME) < 0) {
            return Situation.RELOADING;
        }
        if (!view.trustWritten()) {
            return Situation.TRUST_CHANGED;
        }
        if (!view.keysWritten()) {
            return Situation.KEYS_CHANGED;
        }
        if (busy(view)) {
            return Situation.BUSY;
        }
        if (!view.keysShown()) {
            return Situation.KEYS_STUCK;
        }
        if (!view.trustShown()) {
            return Situation.TRUST_STUCK;
        }
        return switch (view.clients()) {
            case CHANGED -> Situation.CLIENTS_CHANGED;
            case NOT_SHOWN -> Situation.CLIENTS_STUCK;
            case NOT_ASKED -> again(view, ENOUGH);
            case SHOWN -> again(view, ENOUGH_WITH_CLIENTS);
        };
    }

    private static boolean busy(View view) {
        return view.silence().isPositive()
                && (view.silence().compareTo(BUSY_TIME) < 0
                        || view.since().compareTo(BUSY_TIME) < 0);
    }

    private static boolean done(View view) {
        boolean clients =
                switch (view.clients()) {
                    case NOT_ASKED, SHOWN -> true;
                    case CHANGED, NOT_SHOWN -> false;
                };
        return view.keysWritten()
                && view.trustWritten()
                && view.keysShown()
                && view.trustShown()
                && clients;
    }

    private static Situation again(View view, int enough) {
        if (view.repeats() >= enough) {
            return Situation.SETTLED;
        }
        Duration pause = view.repeats() % ENOUGH == 0 ? SECOND_PAUSE : THIRD_PAUSE;
        if (view.since().compareTo(pause) < 0) {
            return Situation.SETTLING;
        }
        return view.repeats() < ENOUGH ? Situation.UNSURE : Situation.CLIENTS_UNSURE;
    }

    static Write write(Situation situation) {
        return switch (situation) {
            case KEYS_CHANGED, KEYS_STUCK -> Write.KEYS;
            case TRUST_CHANGED, TRUST_STUCK, UNSURE -> Write.TRUST;
            case CLIENTS_CHANGED, CLIENTS_STUCK, CLIENTS_UNSURE -> Write.CLIENTS;
            case RELOADING, BUSY, SETTLING, SETTLED -> Write.NOTHING;
        };
    }
}
