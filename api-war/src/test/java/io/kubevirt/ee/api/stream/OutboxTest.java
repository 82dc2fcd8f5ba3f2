package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.api.stream.Outbox.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final int LARGE = 300 * 1024;

    private final Queue<CompletableFuture<Void>> sends = new ArrayDeque<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Semaphore holdable = new Semaphore(1);
    private final Outbox outbox = new Outbox(this::send, holdable);

    @Test
    void sendsOneMessageAtATimeInOrder() throws Exception {
        assertThat(put(1, AT_ONCE)).isEqualTo(Result.TAKEN);
        assertThat(put(2, AT_ONCE)).isEqualTo(Result.TAKEN);
        assertThat(put(3, AT_ONCE)).isEqualTo(Result.TAKEN);
        assertThat(sizes).containsExactly(1);
        sends.remove().complete(null);
        assertThat(sizes).containsExactly(1, 2);
        sends.remove().complete(null);
        sends.remove().complete(null);
        assertThat(sizes).containsExactly(1, 2, 3);
    }

    @Test
    void sendsAnyNumberThatIsTakenAtOnce() throws Exception {
        int[] count = new int[1];
        Outbox quick =
                new Outbox(
                        bytes -> {
                            count[0]++;
                            return CompletableFuture.completedFuture(null);
                        },
                        holdable);
        for (int i = 0; i < 100_000; i++) {
            assertThat(quick.put(ByteBuffer.allocate(16), AT_ONCE)).isEqualTo(Result.TAKEN);
        }
        assertThat(count[0]).isEqualTo(100_000);
    }

    @Test
    void holdsTheCallerWhileTooMuchWaits() throws Exception {
        CompletableFuture<Result> held = putInAnotherThread(LARGE);
        assertThat(held).isNotDone();
        sends.remove().complete(null);
        assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo(Result.TAKEN);
        assertThat(holdable.availablePermits()).isEqualTo(1);
    }

    @Test
    void losesPatience() throws Exception {
        assertThat(put(LARGE, Duration.ofMillis(1))).isEqualTo(Result.STUCK);
        assertThat(holdable.availablePermits()).isEqualTo(1);
    }

    @Test
    void holdsNoMoreThreadsThanMayBeHeld() throws Exception {
        holdable.acquire();
        assertThat(put(LARGE, LONG)).isEqualTo(Result.TOO_MANY_HELD);
    }

    @Test
    void letsTheCallerGoWhenItIsClosed() throws Exception {
        CompletableFuture<Result> held = putInAnotherThread(LARGE);
        outbox.close();
        assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo(Result.STUCK);
        assertThat(put(1, AT_ONCE)).isEqualTo(Result.STUCK);
    }

    @Test
    void letsTheCallerGoWhenASendFails() throws Exception {
        CompletableFuture<Result> held = putInAnotherThread(LARGE);
        sends.remove().completeExceptionally(new IOException("gone"));
        assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo(Result.STUCK);
    }

    private Result put(int bytes, Duration patience) throws InterruptedException {
        return outbox.put(ByteBuffer.allocate(bytes), patience);
    }

    /** Returns when the other thread is held. */
    private CompletableFuture<Result> putInAnotherThread(int bytes) {
        CompletableFuture<Result> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                result.complete(put(bytes, LONG));
                            } catch (InterruptedException e) {
                                result.completeExceptionally(e);
                            }
                        });
        while (holdable.availablePermits() > 0) {
            Thread.onSpinWait();
        }
        return result;
    }

    private CompletableFuture<Void> send(ByteBuffer bytes) {
        sizes.add(bytes.remaining());
        CompletableFuture<Void> sent = new CompletableFuture<>();
        sends.add(sent);
        return sent;
    }
}
