package io.kubevirt.ee.handler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TapCountersTest {
    private static final List<String> DEVICES =
            List.of(
                    "Inter-|   Receive                                                |  Transmit",
                    " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed",
                    "    lo:     100       2    0    0    0     0          0         0      100       2    0    0    0     0       0          0",
                    "  eth0:    9000      90    0    0    0     0          0         0     8000      80    0    0    0     0       0          0",
                    "tap0123456789a: 700 7 1 2 0 0 0 0 600 6 3 4 0 0 0 0");

    @Test
    void whatTheNodeReceivesFromATapTheGuestSent() {
        assertThat(TapCounters.parse(DEVICES))
                .containsOnly(
                        Map.entry(
                                "tap0123456789a",
                                Map.of(
                                        "tx.bytes",
                                        700L,
                                        "tx.pkts",
                                        7L,
                                        "tx.errs",
                                        1L,
                                        "tx.drop",
                                        2L,
                                        "rx.bytes",
                                        600L,
                                        "rx.pkts",
                                        6L,
                                        "rx.errs",
                                        3L,
                                        "rx.drop",
                                        4L)));
    }

    @Test
    void aProcessThatEndedHasNoTaps() {
        assertThat(new TapCounters(Path.of("/proc")).read(Integer.MAX_VALUE)).isEmpty();
    }
}
