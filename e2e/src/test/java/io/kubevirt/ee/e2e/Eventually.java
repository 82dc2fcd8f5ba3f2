package io.kubevirt.ee.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;

/** Waits with deadlines. */
final class Eventually {

    private static final Duration AGAIN = Duration.ofMillis(250);

    private Eventually() {}

    static void holds(String what, Duration atMost, ThrowingRunnable assertion) {
        await(what, atMost)
                .ignoreExceptionsMatching(e -> !(e instanceof InterruptedException))
                .untilAsserted(assertion);
    }

    static void until(String what, Duration atMost, Callable<Boolean> condition) {
        await(what, atMost).until(condition);
    }

    private static ConditionFactory await(String what, Duration atMost) {
        return Awaitility.await(what).atMost(atMost).pollInterval(AGAIN).pollDelay(Duration.ZERO);
    }
}
