package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.reconcile.SelfFence;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks each second whether the node is cut off; a thread of its own, which waits for nobody. */
final class FenceWatch {

    private static final Logger LOG = System.getLogger(FenceWatch.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final SelfFence fence;
    private final Supplier<Duration> silence;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("fence").unstarted(this::watch);

    /**
     * @param silence for how long no API server has heard this node
     */
    FenceWatch(SelfFence fence, Supplier<Duration> silence) {
        this.fence = fence;
        this.silence = silence;
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping.countDown();
    }

    private void watch() {
        try {
            while (!stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            fence.look(silence.get());
        } catch (RuntimeException failed) {
            // The thread must live on: nobody else would end a guest then.
            LOG.log(Level.ERROR, "guests of a node that is cut off were not ended", failed);
        }
    }
}
