package io.kubevirt.ee.runtime.kube;

import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.informer.cache.Cache;
import io.kubernetes.client.informer.cache.DeltaFIFO;
import io.kubernetes.client.informer.cache.ReflectorRunnable;
import io.kubevirt.ee.runtime.loop.Backoff;
import io.kubevirt.ee.runtime.loop.Key;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A cache of the objects of a selection, kept by a watch. Made of the client library's reflector,
 * delta queue and cache, but on two threads of the caller's: the library's own informer makes its
 * threads itself, which a container does not know of. A watch that ends, fails or expires is
 * followed by a new list, with growing pauses.
 *
 * @param <T> the kind
 * @param <L> its list
 */
public final class Informer<T extends KubernetesObject, L extends KubernetesListObject> {
    private static final Backoff PAUSES =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15), 0.3);
    private static final Duration GOOD_RUN = Duration.ofSeconds(20);
    private static final Duration SYNC_POLL = Duration.ofMillis(20);

    private final Logger log;
    private final String name;
    private final WatchLiveness liveness;
    private final Cache<T> cache = new Cache<>();
    private final DeltaFIFO deltas;
    private final ReflectorRunnable<T, L> reflector;
    private final List<ChangeListener<T>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Class<T> type;
    private List<Thread> threads = List.of();

    /**
     * @param api where to list and watch; its client should be one {@link ApiClients#forWatches}
     * @param selection which objects
     * @param clock when something was last heard
     */
    public Informer(ResourceApi<T, L> api, Selection selection, InstantSource clock) {
        this.name = api.describe();
        this.type = api.type().object();
        this.log = System.getLogger(Informer.class.getName() + "." + api.type().plural());
        this.liveness = new WatchLiveness(clock);
        this.deltas = new DeltaFIFO(o -> cache.getKeyFunc().apply(type.cast(o)), cache);
        this.reflector =
                new ReflectorRunnable<>(
                        type,
                        new NotingListerWatcher<>(api, selection, liveness),
                        deltas,
                        (kind, thrown) -> liveness.failed(String.valueOf(thrown.getMessage())));
    }

    /** Adds an index, before the start: {@link #byIndex}. */
    public Informer<T, L> index(String indexName, Function<T, List<String>> values) {
        cache.addIndexFunc(indexName, values);
        return this;
    }

    /** Adds a listener, before the start. */
    public Informer<T, L> listen(ChangeListener<T> listener) {
        listeners.add(listener);
        return this;
    }

    /** Starts the watch, on two threads of the factory. */
    public synchronized void start(ThreadFactory factory) {
        if (!threads.isEmpty()) {
            throw new IllegalStateException("the informer of " + name + " starts once");
        }
        Thread watching = factory.newThread(this::watch);
        watching.setName("watch-" + name);
        Thread applying = factory.newThread(this::apply);
        applying.setName("apply-" + name);
        threads = List.of(watching, applying);
        threads.forEach(Thread::start);
    }

    /**
     * Ends watch and threads.
     *
     * @return whether both threads ended in time
     */
    public synchronized boolean stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        reflector.stop();
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean ended = true;
        for (Thread thread : threads) {
            ended &= thread.join(Duration.ofNanos(Math.max(deadline - System.nanoTime(), 1)));
        }
        return ended;
    }

    /** Whether the cache holds what the first list held. */
    public boolean synced() {
        return deltas.hasSynced();
    }

    /** Waits for {@link #synced}; false if that took longer. */
    public boolean awaitSynced(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!synced()) {
            if (System.nanoTime() >= deadline
                    || stopping.await(SYNC_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** When this watch last heard of the API server. */
    public WatchLiveness liveness() {
        return liveness;
    }

    /** How this cache is, for whoever looks after the program. */
    public CacheReport report() {
        return new CacheReport(
                synced(),
                cache.listKeys().size(),
                liveness.liveSince(),
                liveness.lastHeard(),
                liveness.trouble());
    }

    /** The object as cached. Not to be changed by the caller. */
    public Optional<T> get(Key key) {
        return Optional.ofNullable(cache.getByKey(key.toString()));
    }

    /** All objects as cached. */
    public List<T> list() {
        return cache.list();
    }

    /** Keys of all objects cached. */
    public List<Key> keys() {
        return cache.list().stream().map(Informer::keyOf).toList();
    }

    /** Objects that an index function gave this value. */
    public List<T> byIndex(String indexName, String value) {
        return cache.byIndex(indexName, value);
    }

    /** The key of an object. */
    public static Key keyOf(KubernetesObject object) {
        String namespace = object.getMetadata().getNamespace();
        return new Key(namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    private void watch() {
        RandomGenerator random = RandomGenerator.getDefault();
        int inARow = 0;
        try {
            while (stopping.getCount() > 0) {
                long began = System.nanoTime();
                reflector.run();
                boolean good = System.nanoTime() - began > GOOD_RUN.toNanos();
                inARow = good ? 1 : inARow + 1;
                liveness.trouble()
                        .ifPresent(what -> log.log(Level.WARNING, "watch of {0}: {1}", name, what));
                stopping.await(PAUSES.delay(inARow, random).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply() {
        try {
            while (stopping.getCount() > 0) {
                applyNext();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void applyNext() throws InterruptedException {
        try {
            deltas.pop(
                    changes ->
                            changes.forEach(change -> apply(change.getLeft(), change.getRight())));
        } catch (RuntimeException ofAListener) {
            log.log(Level.ERROR, "a listener of " + name + " failed", ofAListener);
        }
    }

    private void apply(DeltaFIFO.DeltaType change, Object object) {
        T value =
                type.cast(
                        object instanceof DeltaFIFO.DeletedFinalStateUnknown<?> last
                                ? last.getObj()
                                : object);
        Optional<T> before = Optional.ofNullable(cache.get(value));
        boolean gone = change == DeltaFIFO.DeltaType.Deleted;
        if (gone) {
            cache.delete(value);
        } else {
            cache.update(value);
        }
        Optional<T> after = gone ? Optional.empty() : Optional.of(value);
        listeners.forEach(listener -> listener.changed(before, after));
    }
}
