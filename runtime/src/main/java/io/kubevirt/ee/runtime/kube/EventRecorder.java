package io.kubevirt.ee.runtime.kube;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ObjectReference;
import io.kubevirt.ee.runtime.loop.Backoff;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Publishes core Events, on one thread of the caller's: reporting never waits for the API server.
 * What says the same about the same object is one Event with a count, across restarts too. Events
 * are news, not state: what a full queue has no room for, or what was refused again and again, is
 * dropped and logged.
 */
public final class EventRecorder {
    private static final Logger LOG = System.getLogger(EventRecorder.class.getName());
    private static final int ROOM = 1_000;
    private static final int TRIES = 5;
    private static final Backoff PAUSES =
            new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), 0.2);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final BlockingQueue<EventNote> notes = new ArrayBlockingQueue<>(ROOM);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicLong dropped = new AtomicLong();
    private final EventWriter writer;
    private Thread thread;

    /**
     * @param client for requests
     * @param component the program
     * @param host the node or pod it runs on
     * @param clock for the times in the Events
     */
    public EventRecorder(ApiClient client, String component, String host, InstantSource clock) {
        this.writer = new EventWriter(client, component, host, clock);
    }

    /** Starts publishing; reports made before are kept. */
    public synchronized void start(ThreadFactory factory) {
        if (thread != null) {
            throw new IllegalStateException("the event recorder starts once");
        }
        thread = factory.newThread(this::publish);
        thread.setName("events");
        thread.start();
    }

    /**
     * Reports an event; returns at once.
     *
     * @param about the object
     * @param type {@code Normal} or {@code Warning}
     * @param reason one word
     * @param message for people
     */
    public void record(V1ObjectReference about, String type, String reason, String message) {
        if (!notes.offer(new EventNote(about, type, reason, message))) {
            drop(reason, "too many events at once");
        }
    }

    /** Events that were not published. */
    public long dropped() {
        return dropped.get();
    }

    /** Publishes what is left, as far as time allows, and ends the thread. */
    public synchronized boolean stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        if (thread == null || thread.join(patience)) {
            return true;
        }
        thread.interrupt();
        return thread.join(IDLE);
    }

    private void publish() {
        try {
            while (stopping.getCount() > 0 || !notes.isEmpty()) {
                EventNote note = notes.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (note != null) {
                    publish(note);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(EventNote note) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                writer.write(note);
                return;
            } catch (KubeException refused) {
                boolean mayPass =
                        refused.is(KubeException.Kind.UNAVAILABLE)
                                || refused.is(KubeException.Kind.CONFLICT);
                if (!mayPass || attempt == TRIES) {
                    drop(note.reason(), refused.getMessage());
                    return;
                }
            } catch (RuntimeException unforeseen) {
                drop(note.reason(), unforeseen.toString());
                return;
            }
            stopping.await(
                    PAUSES.delay(attempt, RandomGenerator.getDefault()).toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void drop(String reason, String why) {
        dropped.incrementAndGet();
        LOG.log(Level.WARNING, "event {0} was not published: {1}", reason, why);
    }
}
