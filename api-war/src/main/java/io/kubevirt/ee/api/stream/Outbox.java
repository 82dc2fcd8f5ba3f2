package io.kubevirt.ee.api.stream;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What a caller sent and the agent has not taken yet. A few kilobytes wait here without anybody
 * waiting for them; above that the caller's thread is held, for this is the one way to stop a
 * container from reading on. Those threads also serve the webhooks, so only a few may be held.
 */
final class Outbox {
    private static final int MOST_BYTES = 256 * 1024;

    private final Function<ByteBuffer, CompletableFuture<?>> send;
    private final Semaphore holdable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean sending;
    private boolean closed;

    /** What became of bytes. */
    enum Result {
        /** Sent, or waiting. */
        TAKEN,
        /** The agent took nothing for too long, or its connection is gone. */
        STUCK,
        /** As many callers are held as may be. */
        TOO_MANY_HELD
    }

    /**
     * @param send hands a message to the agent; completes when it took it; one at a time
     * @param holdable how many threads may be held, of all streams together
     */
    Outbox(Function<ByteBuffer, CompletableFuture<?>> send, Semaphore holdable) {
        this.send = send;
        this.holdable = holdable;
    }

    /**
     * Takes bytes, which become the outbox's own. Called by one thread at a time.
     *
     * @param patience how long the thread may be held
     */
    Result put(ByteBuffer bytes, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            waiting.add(bytes);
            waitingBytes += bytes.remaining();
        } finally {
            lock.unlock();
        }
        sendNext();
        return hold(patience);
    }

    /** Forgets what waits, and lets go of a thread that is held. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Result hold(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            if (closed) {
                return Result.STUCK;
            }
            if (waitingBytes <= MOST_BYTES) {
                return Result.TAKEN;
            }
            if (!holdable.tryAcquire()) {
                return Result.TOO_MANY_HELD;
            }
            try {
                return awaitRoom(patience);
            } finally {
                holdable.release();
            }
        } finally {
            lock.unlock();
        }
    }

    private Result awaitRoom(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (!closed && waitingBytes > MOST_BYTES) {
            if (left <= 0) {
                return Result.STUCK;
            }
            left = changed.awaitNanos(left);
        }
        return closed ? Result.STUCK : Result.TAKEN;
    }

    /** Sends one after the other; a loop, for a send may be done at once. */
    private void sendNext() {
        while (true) {
            ByteBuffer next = next();
            if (next == null) {
                return;
            }
            int bytes = next.remaining();
            CompletableFuture<?> sent = send.apply(next);
            if (!sent.isDone()) {
                sent.whenComplete(
                        (done, failure) -> {
                            taken(bytes, failure);
                            sendNext();
                        });
                return;
            }
            taken(bytes, sent.isCompletedExceptionally() ? sent.exceptionNow() : null);
        }
    }

    private ByteBuffer next() {
        lock.lock();
        try {
            if (sending || closed || waiting.isEmpty()) {
                return null;
            }
            sending = true;
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }

    private void taken(int bytes, Throwable failureOrNull) {
        lock.lock();
        try {
            sending = false;
            waitingBytes -= bytes;
            if (failureOrNull != null) {
                closed = true;
                waiting.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
