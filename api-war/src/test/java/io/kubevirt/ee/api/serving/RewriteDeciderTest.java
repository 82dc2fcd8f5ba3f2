package io.kubevirt.ee.api.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.api.serving.RewriteDecider.Clients;
import io.kubevirt.ee.api.serving.RewriteDecider.Situation;
import io.kubevirt.ee.api.serving.RewriteDecider.View;
import io.kubevirt.ee.api.serving.RewriteDecider.Write;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteDeciderTest {
    /** Columns: how it is with people's authorities; repeats; seconds; what follows. */
    @ParameterizedTest
    @CsvSource({
        "CHANGED,   4, 9999, CLIENTS_CHANGED, CLIENTS",
        "CHANGED,   0, 3,    RELOADING,       NOTHING",
        "CHANGED,   0, 4,    CLIENTS_CHANGED, CLIENTS",
        "NOT_SHOWN, 0, 3,    RELOADING,       NOTHING",
        "NOT_SHOWN, 0, 4,    CLIENTS_STUCK,   CLIENTS",
        "SHOWN,     0, 9,    SETTLING,        NOTHING",
        "SHOWN,     0, 10,   UNSURE,          TRUST",
        "SHOWN,     1, 49,   SETTLING,        NOTHING",
        "SHOWN,     1, 50,   UNSURE,          TRUST",
        "SHOWN,     2, 9,    SETTLING,        NOTHING",
        "SHOWN,     2, 10,   CLIENTS_UNSURE,  CLIENTS",
        "SHOWN,     3, 49,   SETTLING,        NOTHING",
        "SHOWN,     3, 50,   CLIENTS_UNSURE,  CLIENTS",
        "SHOWN,     4, 0,    SETTLED,         NOTHING",
        "NOT_ASKED, 2, 9999, SETTLED,         NOTHING",
        "NOT_ASKED, 4, 9999, SETTLED,         NOTHING",
    })
    void authoritiesOfPeopleComeLast(
            Clients clients, int repeats, long seconds, Situation expected, Write write) {
        assertFollows(
                new View(
                        true,
                        true,
                        Duration.ZERO,
                        true,
                        true,
                        clients,
                        repeats,
                        Duration.ofSeconds(seconds)),
                expected,
                write);
    }

    @ParameterizedTest
    @CsvSource({"false, true, TRUST_CHANGED", "true, false, KEYS_CHANGED"})
    void otherStoresComeBeforeThem(boolean trustWritten, boolean keysWritten, Situation expected) {
        View view =
                new View(
                        keysWritten,
                        trustWritten,
                        Duration.ZERO,
                        true,
                        true,
                        Clients.CHANGED,
                        0,
                        Duration.ofSeconds(4));
        assertThat(RewriteDecider.situation(view)).isEqualTo(expected);
    }

    /** Columns: key and authorities as written, as shown; repeats; seconds; what follows. */
    @ParameterizedTest
    @CsvSource({
        "true,  true,  true,  true,  2, 9999, SETTLED,       NOTHING",
        "true,  false, true,  false, 2, 9999, TRUST_CHANGED, TRUST",
        "false, false, false, false, 2, 9999, TRUST_CHANGED, TRUST",
        "false, true,  false, true,  0, 1,    RELOADING,     NOTHING",
        "false, true,  false, true,  0, 4,    KEYS_CHANGED,  KEYS",
        "true,  true,  false, true,  0, 3,    RELOADING,     NOTHING",
        "true,  true,  false, true,  0, 4,    KEYS_STUCK,    KEYS",
        "true,  true,  false, false, 0, 4,    KEYS_STUCK,    KEYS",
        "true,  true,  true,  false, 0, 3,    RELOADING,     NOTHING",
        "true,  true,  true,  false, 0, 4,    TRUST_STUCK,   TRUST",
        "true,  true,  true,  true,  0, 9,    SETTLING,      NOTHING",
        "true,  true,  true,  true,  0, 10,   UNSURE,        TRUST",
        "true,  true,  true,  true,  1, 49,   SETTLING,      NOTHING",
        "true,  true,  true,  true,  1, 50,   UNSURE,        TRUST",
        "true,  true,  true,  true,  2, 0,    SETTLED,       NOTHING",
    })
    void oneStoreIsWrittenAtATimeUntilThePortShowsBoth(
            boolean keysWritten,
            boolean trustWritten,
            boolean keysShown,
            boolean trustShown,
            int repeats,
            long seconds,
            Situation expected,
            Write write) {
        assertFollows(
                new View(
                        keysWritten,
                        trustWritten,
                        Duration.ZERO,
                        keysShown,
                        trustShown,
                        Clients.NOT_ASKED,
                        repeats,
                        Duration.ofSeconds(seconds)),
                expected,
                write);
    }

    /**
     * Columns: seconds of silence, seconds since the last write; whether the mounted is written.
     */
    @ParameterizedTest
    @CsvSource({
        "1,    9999, true,  BUSY,         NOTHING",
        "119,  9999, true,  BUSY,         NOTHING",
        "120,  9999, true,  KEYS_STUCK,   KEYS",
        "9999, 3,    true,  RELOADING,    NOTHING",
        "9999, 119,  true,  BUSY,         NOTHING",
        "9999, 120,  true,  KEYS_STUCK,   KEYS",
        "1,    9999, false, KEYS_CHANGED, KEYS",
    })
    void aPortThatIsSlowIsNotGivenMoreToDo(
            long silence, long since, boolean written, Situation expected, Write write) {
        assertFollows(
                new View(
                        written,
                        true,
                        Duration.ofSeconds(silence),
                        false,
                        false,
                        Clients.NOT_ASKED,
                        2,
                        Duration.ofSeconds(since)),
                expected,
                write);
    }

    private static void assertFollows(View view, Situation expected, Write write) {
        Situation situation = RewriteDecider.situation(view);
        assertThat(situation).isEqualTo(expected);
        assertThat(RewriteDecider.write(situation)).isEqualTo(write);
    }
}
