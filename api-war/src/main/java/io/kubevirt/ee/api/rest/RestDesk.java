package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.api.config.ApiConfig;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Bounds what is under way at a time; one more is refused at once, and told so. */
@ApplicationScoped
public class RestDesk {
    /** Bodies are read by a thread of the server each; webhooks need threads of it, too. */
    private static final int MOST_READING = 4;

    /** As is waited for a watch to be granted. */
    private static final int MOST_OPENING = 4;

    /** Lists are the longest answers, and are held in memory. */
    private static final int MOST_LISTING = 6;

    private final Semaphore reading = new Semaphore(MOST_READING);
    private final Semaphore opening = new Semaphore(MOST_OPENING);
    private final Semaphore listing = new Semaphore(MOST_LISTING);

    @Inject ApiConfig config;

    private Semaphore asking;
    private Semaphore watching;

    @PostConstruct
    void open() {
        asking = new Semaphore(config.restMaxRequests());
        watching = new Semaphore(config.restMaxWatches());
    }

    /** A place that is held until it is given back, once. */
    static final class Place {
        private final Semaphore places;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Place(Semaphore places) {
            this.places = places;
        }

        void giveBack() {
            if (held.compareAndSet(true, false)) {
                places.release();
            }
        }
    }

    Place reading() {
        return take(reading, "bodies are being read");
    }

    Place opening() {
        return take(opening, "watches are being opened");
    }

    Place listing() {
        return take(listing, "lists are being read");
    }

    Place asking() {
        return take(asking, "requests are under way (kubevirt.api.rest-max-requests)");
    }

    Place watching() {
        return take(watching, "watches are open (kubevirt.api.rest-max-watches)");
    }

    private static Place take(Semaphore places, String what) {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    Problem.tooManyRequests(
                            "as many as are allowed %s: try again".formatted(what)));
        }
        return new Place(places);
    }
}
