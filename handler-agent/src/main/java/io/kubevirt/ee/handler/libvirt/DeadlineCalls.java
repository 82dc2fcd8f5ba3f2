package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs calls that may never return. Each call has a deadline; a call that misses it keeps its
 * thread, and its lane refuses further calls until it returns: so a qemu that does not answer costs
 * one thread, and nobody else waits for it.
 */
final class DeadlineCalls implements AutoCloseable {

    private final Set<String> busyLanes = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;

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
        return await(what, deadline, submit(what, call));
    }

    /**
     * A call that waits for what the lane is named after.
     *
     * @throws HypervisorUnavailable when the deadline passes, when the lane's last call has not
     *     returned yet, or when all threads are taken
     */
    <T> T call(String lane, String what, Duration deadline, Callable<T> call) throws Exception {
        if (!busyLanes.add(lane)) {
            throw new HypervisorUnavailable(what + ": an earlier call has not returned yet");
        }
        Callable<T> leaving =
                () -> {
                    try {
                        return call.call();
                    } finally {
                        busyLanes.remove(lane);
                    }
                };
        Future<T> result;
        try {
            result = submit(what, leaving);
        } catch (HypervisorUnavailable e) {
            busyLanes.remove(lane);
            throw e;
        }
        return await(what, deadline, result);
    }

    private <T> Future<T> submit(String what, Callable<T> call) {
        try {
            return threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw new HypervisorUnavailable(what + ": too many calls have not returned yet", e);
        }
    }

    private static <T> T await(String what, Duration deadline, Future<T> result) throws Exception {
        try {
            return result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
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
