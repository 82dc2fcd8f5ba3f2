package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheReportTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final Instant HEARD = Instant.parse("2026-01-01T00:01:00.456Z");

    @Test
    void aLiveCacheSaysSinceWhenAndWhenItLastHeard() {
        assertThat(report(true, Optional.of(SINCE), Optional.of(HEARD), Optional.empty()))
                .isEqualTo(
                        "3 objects, live since 2026-01-01T00:00:00Z, last heard 2026-01-01T00:01:00Z");
    }

    @Test
    void aCacheWhoseWatchFailedSaysWhatWentWrong() {
        assertThat(report(true, Optional.empty(), Optional.of(HEARD), Optional.of("forbidden")))
                .isEqualTo(
                        "3 objects, its watch is down, last heard 2026-01-01T00:01:00Z: forbidden");
    }

    @Test
    void aCacheThatNeverHeardAnythingIsNotFilled() {
        assertThat(report(false, Optional.empty(), Optional.empty(), Optional.empty()))
                .isEqualTo("not filled yet, its watch is down, never heard anything");
    }

    private static String report(
            boolean filled,
            Optional<Instant> since,
            Optional<Instant> heard,
            Optional<String> trouble) {
        return new CacheReport(filled, 3, since, heard, trouble).inWords();
    }
}
