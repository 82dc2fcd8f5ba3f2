package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineCallsTest {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final CountDownLatch answer = new CountDownLatch(1);
    private final DeadlineCalls calls = new DeadlineCalls(8);

    @AfterEach
    void letGo() {
        answer.countDown();
        calls.close();
    }

    @Test
    void anAnswerAndARefusalComeBackAsTheyAre() throws Exception {
        assertThat(calls.<String>call("a", "ask", LONG, () -> "yes")).isEqualTo("yes");
        assertThatThrownBy(
                        () ->
                                calls.call(
                                        "a",
                                        "ask",
                                        LONG,
                                        () -> {
                                            throw new IOException("no");
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("no");
    }

    @Test
    void oneThatDoesNotAnswerKeepsOnlyItsOwnLane() throws Exception {
        assertThatThrownBy(() -> calls.call("stuck", "ask stuck", SHORT, this::never))
                .isInstanceOf(HypervisorUnavailable.class)
                .hasMessage("ask stuck: no answer within 0 s");
        assertThatThrownBy(() -> calls.call("stuck", "ask stuck", LONG, () -> "yes"))
                .hasMessage("ask stuck: an earlier call has not returned yet");

        assertThat(calls.<String>call("other", "ask other", LONG, () -> "yes")).isEqualTo("yes");
        assertThat(calls.<String>call("look", LONG, () -> "yes")).isEqualTo("yes");
    }

    @Test
    void callsOfOneLaneComeOneAfterTheOther() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Future<String> first =
                ask(
                        () -> {
                            began.countDown();
                            return never();
                        });
        began.await();
        Future<String> second = ask(() -> "second");
        assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        answer.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("late");
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("second");
    }

    @Test
    void threadsAreBounded() {
        try (DeadlineCalls two = new DeadlineCalls(2)) {
            assertThatThrownBy(() -> two.call("a", "ask a", SHORT, this::never)).isNotNull();
            assertThatThrownBy(() -> two.call("b", "ask b", SHORT, this::never)).isNotNull();

            assertThatThrownBy(() -> two.call("c", "ask c", LONG, () -> "yes"))
                    .hasMessage("ask c: too many calls have not returned yet");
        }
    }

    private Future<String> ask(Callable<String> call) {
        FutureTask<String> asked =
                new FutureTask<>(() -> calls.<String>call("a", "ask a", LONG, call));
        Thread.ofVirtual().start(asked);
        return asked;
    }

    private String never() throws InterruptedException {
        answer.await();
        return "late";
    }
}
