package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.certificate.CertificateKeeper;
import io.kubevirt.ee.runtime.kube.KubeException;
import io.kubevirt.ee.runtime.loop.Backoff;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Keeps the certificates while this replica leads: looks when something is due, and every so often
 * in between, since webhooks and Secrets may be applied anew by others.
 */
final class CertificateLoop {
    private static final Logger LOG = System.getLogger(CertificateLoop.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Backoff AFTER_FAILURE =
            new Backoff(Duration.ofMillis(500), LONGEST_PAUSE, 0.2);

    private final CertificateKeeper keeper;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    CertificateLoop(CertificateKeeper keeper, InstantSource clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    void start(ThreadFactory threads) {
        thread = threads.newThread(this::run);
        thread.setName("certificates");
        thread.start();
    }

    private void run() {
        int failures = 0;
        try {
            do {
                Duration pause;
                try {
                    pause = untilNext(keeper.keep(clock.instant()));
                    failures = 0;
                } catch (KubeException refused) {
                    LOG.log(
                            Level.WARNING,
                            "certificates are not kept, will try again: {0}",
                            refused.getMessage());
                    pause = AFTER_FAILURE.delay(++failures, RandomGenerator.getDefault());
                } catch (GeneralSecurityException | RuntimeException failed) {
                    LOG.log(Level.WARNING, "certificates are not kept, will try again", failed);
                    pause = AFTER_FAILURE.delay(++failures, RandomGenerator.getDefault());
                }
                stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } while (stopping.getCount() > 0);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilNext(Instant due) {
        Duration pause = Duration.between(clock.instant(), due);
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        if (thread != null && !thread.join(patience)) {
            thread.interrupt();
            thread.join(patience);
        }
    }
}
