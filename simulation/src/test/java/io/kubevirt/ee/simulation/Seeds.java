package io.kubevirt.ee.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/** Runs a range of seeds on all processors, each seed on one thread. */
public final class Seeds {
    private final long first;
    private final long count;

    /**
     * @param first the first seed
     * @param count how many, at most
     */
    public Seeds(long first, long count) {
        this.first = first;
        this.count = count;
    }

    /** Until one is to be the last: seeds below it are run to their end. */
    public void untilNot(LongPredicate goOn) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        AtomicLong end = new AtomicLong(first + count);
        List<Thread> threads = new ArrayList<>();
        for (int i = Math.max(1, Runtime.getRuntime().availableProcessors()); i > 0; i--) {
            threads.add(Thread.ofPlatform().start(() -> run(next, end, goOn)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void run(AtomicLong next, AtomicLong end, LongPredicate goOn) {
        for (long seed = next.getAndIncrement(); seed < end.get(); seed = next.getAndIncrement()) {
            if (!goOn.test(seed)) {
                long stop = seed;
                end.updateAndGet(before -> Math.min(before, stop));
            }
        }
    }
}
