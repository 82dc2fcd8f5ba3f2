package io.kubevirt.ee.api.rest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Knows the open watches: lets them beat, ends them when virt-api stops. */
@ApplicationScoped
public class WatchDesk {
    private static final Duration BEAT = Duration.ofSeconds(10);

    @Resource ManagedScheduledExecutorService scheduler;

    private final Set<WatchStream> open = ConcurrentHashMap.newKeySet();
    private ScheduledFuture<?> beats;

    @PostConstruct
    void start() {
        beats =
                scheduler.scheduleWithFixedDelay(
                        this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(WatchStream watch) {
        open.add(watch);
    }

    void remove(WatchStream watch) {
        open.remove(watch);
    }

    private void beat() {
        Instant now = Instant.now();
        open.forEach(watch -> watch.beat(now));
    }

    @PreDestroy
    void stop() {
        beats.cancel(false);
        List.copyOf(open).forEach(WatchStream::end);
    }
}
