package io.kubevirt.ee.api.stream;

import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.StatusException;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Knows the open streams: bounds their number, pings them, ends them when virt-api stops. */
@ApplicationScoped
public class StreamDesk {
    private static final long CLOSING_SECONDS = 5;

    /** Threads that streams may hold; there must be more of them in the server for webhooks. */
    private static final int MOST_HELD_THREADS = 4;

    @Inject ApiConfig config;

    @Resource ManagedScheduledExecutorService scheduler;

    private final Set<Bridge> open = ConcurrentHashMap.newKeySet();
    private final Semaphore holdable = new Semaphore(MOST_HELD_THREADS);
    private ScheduledFuture<?> pings;
    private boolean stopping;

    @PostConstruct
    void start() {
        long period = config.streamPingInterval().toMillis();
        pings = scheduler.scheduleWithFixedDelay(this::ping, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the books on a stream.
     *
     * @param datagrams each message is one
     * @throws StatusException 429 when there are as many as are allowed
     */
    synchronized Bridge open(String name, boolean datagrams) {
        if (stopping) {
            throw new StatusException(ApiStatus.serviceUnavailable("virt-api stops"));
        }
        if (open.size() >= config.maxStreams()) {
            throw new StatusException(
                    ApiStatus.tooManyRequests(
                            "%d streams are open: no more (kubevirt.api.max-streams)"
                                    .formatted(open.size())));
        }
        Bridge bridge =
                new Bridge(
                        name,
                        datagrams,
                        config.streamSendTimeout(),
                        holdable,
                        scheduler,
                        this::ended);
        open.add(bridge);
        return bridge;
    }

    /** An agent that does not answer the close loses its connection a little later. */
    private void ended(Bridge bridge) {
        open.remove(bridge);
        if (isStopping()) {
            bridge.abort();
        } else {
            scheduler.schedule(bridge::abort, CLOSING_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void ping() {
        open.forEach(Bridge::ping);
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    @PreDestroy
    void stop() {
        synchronized (this) {
            stopping = true;
        }
        pings.cancel(false);
        List.copyOf(open).forEach(bridge -> bridge.end(Ending.goingAway("virt-api stops")));
    }
}
