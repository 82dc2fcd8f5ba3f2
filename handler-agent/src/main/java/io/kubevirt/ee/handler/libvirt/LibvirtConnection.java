package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/**
 * The connection to the node's libvirtd, kept up: a thread of its own connects, notices the loss
 * and connects again with a back-off. libvirtd is restarted while guests run; that is no fault.
 */
public final class LibvirtConnection implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LibvirtConnection.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Deque<Connect> RETIRED = new ArrayDeque<>();
    private static final int MOST_RETIRED = 64;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration OPEN_DEADLINE = Duration.ofSeconds(30);
    private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
    private static final int KEEPALIVE_COUNT = 5;
    // virConnectDomainEventAgentLifecycleState
    private static final int AGENT_CONNECTED = 1;

    /** A call on a live connection. */
    interface Call<T> {
        T on(Connect connect) throws LibvirtException;
    }

    /**
     * Calls hold the read lock, closing the write lock: native memory is not freed under a call.
     */
    private record Session(Connect connect, ReentrantReadWriteLock lock, Instant since) {}

    private final String uri;
    private final Consumer<String> domainChanged;
    private final Runnable connected;
    private final DeadlineCalls calls;
    private final Semaphore wake = new Semaphore(0);
    private final Thread keeper;
    private volatile Session session;
    private volatile boolean closed;

    /**
     * @param uri libvirt's URI, such as {@code qemu:///system?socket=/run/…/libvirt-sock}
     * @param calls where a connect that hangs is left behind
     * @param domainChanged gets a domain's name, ours or not, on each lifecycle event and each
     *     event of its agent; must not wait
     * @param connected runs after each connect: events were missed until now
     */
    LibvirtConnection(
            String uri, DeadlineCalls calls, Consumer<String> domainChanged, Runnable connected) {
        this.uri = uri;
        this.calls = calls;
        this.domainChanged = domainChanged;
        this.connected = connected;
        this.keeper = Thread.ofPlatform().daemon().name("libvirt-keeper").unstarted(this::keep);
    }

    /** Starts connecting; returns at once. */
    public void start() {
        keeper.start();
    }

    /** Whether there is a connection that is not known to be lost. */
    public boolean isConnected() {
        return session != null;
    }

    /** Since when there is such a connection. */
    Optional<Instant> connectedSince() {
        return Optional.ofNullable(session).map(Session::since);
    }

    <T> T with(Call<T> call) throws LibvirtException {
        Session now = session;
        if (now == null) {
            throw new HypervisorUnavailable("not connected to libvirt at " + uri);
        }
        now.lock().readLock().lock();
        try {
            if (session != now) {
                throw new HypervisorUnavailable("the connection to libvirt was lost just now");
            }
            return call.on(now.connect());
        } finally {
            now.lock().readLock().unlock();
        }
    }

    private void keep() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            if (session == null) {
                boolean opened = tryOpen(pause);
                pause = opened ? FIRST_PAUSE : longer(pause);
                await(opened ? LOOK_EVERY : pause);
            } else {
                await(LOOK_EVERY);
            }
            dropIfDead();
        }
        drop();
    }

    private boolean tryOpen(Duration pause) {
        try {
            LibvirtEventLoop.start();
            Connect connect = calls.call("connect to " + uri, OPEN_DEADLINE, this::open);
            session = new Session(connect, new ReentrantReadWriteLock(), Instant.now());
            LOG.log(Level.INFO, "connected to libvirt at {0}", uri);
            connected.run();
            return true;
        } catch (Exception e) {
            LOG.log(
                    Level.WARNING,
                    "cannot connect to libvirt at {0}, next try in {1} ms: {2}",
                    uri,
                    pause.toMillis(),
                    e.getMessage());
            return false;
        }
    }

    private Connect open() throws LibvirtException {
        Connect connect = new Connect(uri);
        connect.addLifecycleListener(
                (domain, event) -> {
                    String name = nameOf(domain);
                    LOG.log(Level.INFO, "domain {0}: {1}", name, LibvirtNative.named(event));
                    domainChanged.accept(name);
                    return 0;
                });
        addAgentListener(connect);
        try {
            connect.setKeepAlive(KEEPALIVE_INTERVAL_SECONDS, KEEPALIVE_COUNT);
            connect.registerCloseListener((lost, reason) -> wake.release());
        } catch (LibvirtException e) {
            // A driver inside this process (test:///) has no socket to watch.
            LOG.log(Level.DEBUG, "no keep-alive at {0}: {1}", uri, e.getMessage());
        }
        return connect;
    }

    private void addAgentListener(Connect connect) throws LibvirtException {
        connect.addAgentLifecycleListener(
                (domain, state, reason) -> {
                    String name = nameOf(domain);
                    boolean connected = state == AGENT_CONNECTED;
                    LOG.log(
                            Level.INFO,
                            "domain {0}: its agent {1}",
                            name,
                            connected ? "has connected" : "is gone");
                    domainChanged.accept(name);
                });
    }

    private static String nameOf(Domain domain) {
        try {
            return domain.getName(); // known without asking libvirtd
        } catch (LibvirtException e) {
            throw new IllegalStateException("a domain without a name", e);
        }
    }

    private void dropIfDead() {
        Session now = session;
        if (now != null && !alive(now)) {
            LOG.log(Level.WARNING, "lost the connection to libvirt at {0}", uri);
            drop();
        }
    }

    private static boolean alive(Session session) {
        try {
            return session.connect().isAlive();
        } catch (LibvirtException e) {
            return false;
        }
    }

    private void drop() {
        Session now = session;
        session = null;
        if (now != null) {
            // Calls on a lost connection return soon, but nobody shall wait for them here.
            Thread.ofPlatform().daemon().name("libvirt-close").start(() -> close(now));
        }
    }

    private static void close(Session session) {
        session.lock().writeLock().lock();
        try {
            retire(session.connect());
            session.connect().close();
        } catch (LibvirtException e) {
            LOG.log(Level.DEBUG, "closing a lost connection: {0}", e.getMessage());
        } finally {
            session.lock().writeLock().unlock();
        }
    }

    /**
     * Keeps a closed connection from the garbage collector: libvirt may still deliver what was on
     * its way, and a callback that was collected meanwhile takes the whole agent along.
     */
    private static void retire(Connect connect) {
        synchronized (RETIRED) {
            RETIRED.addLast(connect);
            if (RETIRED.size() > MOST_RETIRED) {
                RETIRED.removeFirst();
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private void await(Duration time) {
        try {
            if (wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Ends the thread and the connection; guests go on. */
    @Override
    public void close() {
        closed = true;
        wake.release();
    }
}
