package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs calls that may never return. Each call has a deadline, and those of one lane come one after
 * the other; a call that misses its deadline keeps its thread, and its lane refuses further calls
 * until it returns: so a qemu that does not answer costs one thread, and nobody else waits for it.
 */
final class DeadlineCalls implements AutoCloseable {

    private final ConcurrentMap<String, Turn> lanes = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    /**
     * A call that has its lane.
     *
     * @param endNanos when it misses its deadline, by {@link System#nanoTime}
     * @param over done when it has returned
     */
    private record Turn(long endNanos, CompletableFuture<Void> over) {}

    /**
     * @param mostThreads calls under way at once, stuck ones included
     */
    DeadlineCalls(int mostThreads) {
        // Native calls would pin a virtual thread's carrier, so these are platform threads.
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        mostThreads,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name("libvirt-call-", 0).factory());
    }

    /** A call that does not depend on any one domain. */
    <T> T call(String what, Duration deadline, Callable<T> call) throws Exception {
        return await(what, deadline, System.nanoTime() + deadline.toNanos(), submit(what, call));
    }

    /**
     * A call that waits for what the lane is named after, and for the lane's last call.
     *
     * @param deadline of both together
     * @throws HypervisorUnavailable when the deadline passes, when the lane's last call has missed
     *     its own, or when all threads are taken
     */
    <T> T call(String lane, String what, Duration deadline, Callable<T> call) throws Exception {
        Turn turn = new Turn(System.nanoTime() + deadline.toNanos(), new CompletableFuture<>());
        enter(lane, what, turn);
        Callable<T> leaving =
                () -> {
                    try {
                        return call.call();
                    } finally {
                        leave(lane, turn);
                    }
                };
        Future<T> result;
        try {
            result = submit(what, leaving);
        } catch (HypervisorUnavailable e) {
            leave(lane, turn);
            throw e;
        }
        return await(what, deadline, turn.endNanos(), result);
    }

    private void enter(String lane, String what, Turn turn) {
        for (Turn last = lanes.putIfAbsent(lane, turn);
                last != null;
                last = lanes.putIfAbsent(lane, turn)) {
            long untilNanos = Math.min(last.endNanos(), turn.endNanos());
            try {
                last.over().get(untilNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stuck) {
                throw new HypervisorUnavailable(
                        what + ": an earlier call has not returned yet", stuck);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HypervisorUnavailable(what + ": interrupted", e);
            } catch (ExecutionException never) {
                throw new IllegalStateException("a turn ends well", never);
            }
        }
    }

    private void leave(String lane, Turn turn) {
        lanes.remove(lane, turn);
        turn.over().complete(null);
    }

    private <T> Future<T> submit(String what, Callable<T> call) {
        try {
            return threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw new HypervisorUnavailable(what + ": too many calls have not returned yet", e);
        }
    }

    private static <T> T await(String what, Duration deadline, long endNanos, Future<T> result)
            throws Exception {
        try {
            return result.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HypervisorUnavailable(
                    what + ": no answer within " + deadline.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorUnavailable(what + ": interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Takes no new calls; those under way end with the process. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
