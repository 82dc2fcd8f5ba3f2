package io.kubevirt.ee.handler.device;

import io.kubevirt.ee.handler.device.PluginView.Registration;
import io.kubevirt.ee.runtime.loop.Backoff;
import io.kubevirt.ee.runtime.loop.MonotonicTime;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/**
 * Tells the kubelet for how many guests the node has a device; a thread of its own, for which
 * nobody waits. It looks each second: a new kubelet and a device that comes or goes are files.
 */
public final class SharedDevice {

    private static final Logger LOG = System.getLogger(SharedDevice.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Backoff AGAIN =
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 0.2);
    private static final String KUBELET = "kubelet.sock";

    private record Told(SocketId kubelet, SocketId server, Instant at) {
        Registration after(Instant now) {
            return new Registration(kubelet, server, Duration.between(at, now));
        }
    }

    private final DeviceKind kind;
    private final Path folder;
    private final BooleanSupplier offered;
    private final BooleanSupplier usable;
    private final IntSupplier count;
    private final DevicePlugin plugin;
    private final PluginServer server;
    private final InstantSource steady = new MonotonicTime();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private Optional<Told> told = Optional.empty();
    private Instant pausedUntil = Instant.MIN;
    private int failures;

    /**
     * @param kind which device
     * @param folder where the kubelet and its plugins have their sockets
     * @param offered whether the kubelet is to know of it; what it was told stands until the end
     * @param usable whether this node's device can be used
     * @param count how many guests a node takes
     */
    public SharedDevice(
            DeviceKind kind,
            Path folder,
            BooleanSupplier offered,
            BooleanSupplier usable,
            IntSupplier count) {
        this.kind = kind;
        this.folder = folder;
        this.offered = offered;
        this.usable = usable;
        this.count = count;
        this.plugin = new DevicePlugin(kind.path(), list());
        this.server = new PluginServer(folder.resolve(kind.socket()), plugin.service());
        this.thread = Thread.ofPlatform().daemon().name(kind.prefix()).unstarted(this::watch);
    }

    /** Starts looking. */
    public void start() {
        thread.start();
    }

    /** Ends it; the kubelet gives away no more until the next agent is there. */
    public void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        thread.join(patience);
    }

    private void watch() {
        try {
            do {
                look();
            } while (!stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
            plugin.end();
            server.end();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException left) {
            LOG.log(Level.WARNING, "the socket for the kubelet stays: {0}", left.getMessage());
        }
    }

    private void look() throws InterruptedException {
        try {
            if (told.isEmpty() && !offered.getAsBoolean()) {
                return;
            }
            DeviceList now = list();
            if (plugin.offer(now)) {
                LOG.log(Level.INFO, "the kubelet is told of {0}", now);
            }
            PluginView view = view();
            apply(PluginDecider.situation(view), view);
        } catch (IOException | RuntimeException failed) {
            // The thread must live on: without it no guest could be placed here.
            pause();
            LOG.log(
                    Level.WARNING,
                    "the kubelet cannot be told of {0}: {1}",
                    kind.resource(),
                    failed.getMessage());
        }
    }

    private void pause() {
        failures++;
        pausedUntil = steady.instant().plus(AGAIN.delay(failures, RandomGenerator.getDefault()));
    }

    private DeviceList list() {
        return new DeviceList(kind.prefix(), count.getAsInt(), usable.getAsBoolean());
    }

    private PluginView view() {
        Instant now = steady.instant();
        return new PluginView(
                Files.isDirectory(folder),
                SocketId.at(folder.resolve(kind.socket())),
                server.bound(),
                SocketId.at(folder.resolve(KUBELET)),
                told.map(last -> last.after(now)),
                plugin.watched(),
                now.isBefore(pausedUntil) ? Duration.between(now, pausedUntil) : Duration.ZERO);
    }

    private void apply(PluginSituation situation, PluginView view)
            throws IOException, InterruptedException {
        switch (situation) {
            case NO_FOLDER, PAUSED, NO_KUBELET -> {}
            case NOT_SERVING -> server.open();
            case UNKNOWN_TO_KUBELET -> register(view);
            case NOT_WATCHED -> {
                LOG.log(
                        Level.WARNING,
                        "the kubelet does not ask for {0}, and is told again",
                        kind.resource());
                // However often it takes the word and does not come, it is not told all the time.
                pause();
                register(view);
            }
            case SETTLED -> {
                if (view.watched()) {
                    failures = 0;
                }
            }
        }
    }

    private void register(PluginView view) {
        server.register(folder.resolve(KUBELET), kind.resource());
        told =
                Optional.of(
                        new Told(
                                view.kubelet().orElseThrow(),
                                view.bound().orElseThrow(),
                                steady.instant()));
        LOG.log(Level.INFO, "the kubelet knows {0}, {1}", kind.resource(), list());
    }
}
