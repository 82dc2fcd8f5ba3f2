package io.kubevirt.ee.handler.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The streams that are open: one per device of a guest, the newest; of its USB slots one each, the
 * oldest; of ports any number.
 */
final class OpenStreams implements AutoCloseable {

    /** A client that does not listen must not hold up the agent's end for longer. */
    private static final Duration TELLING = Duration.ofSeconds(2);

    /** Connections to ports that are open at a time: each holds a buffer. */
    private static final int MOST_PORTS = 256;

    private final Map<Object, GuestStream> streams = new ConcurrentHashMap<>();
    private final Slots slots = new Slots();
    private final Semaphore ports = new Semaphore(MOST_PORTS);
    private final ScheduledExecutorService pinger =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("stream-pinger").factory());
    private final GuestConnector connector;
    private final Duration silence;
    private final Duration sendDeadline;

    /** Each connection to a port is another one. */
    private static final class Connection {}

    /**
     * @param pingEvery how often clients are asked for a sign of life; three missed ones end it
     * @param sendDeadline how long a client of a device may take for one chunk
     */
    OpenStreams(GuestConnector connector, Duration pingEvery, Duration sendDeadline) {
        this.connector = connector;
        this.sendDeadline = sendDeadline;
        silence = pingEvery.multipliedBy(3);
        pinger.scheduleWithFixedDelay(
                () -> streams.values().forEach(stream -> stream.ping(silence)),
                pingEvery.toMillis(),
                pingEvery.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * A new stream of a device.
     *
     * @param preserve the last one stays, and this one is refused; so it is always where clients
     *     have slots of their own
     */
    GuestStream open(String vmiUid, GuestDevice device, boolean preserve)
            throws IOException, StreamRefused {
        return device.slots() > 1
                ? ofFreeSlot(vmiUid, device)
                : ofOnlyOne(vmiUid, device, preserve);
    }

    private GuestStream ofFreeSlot(String vmiUid, GuestDevice device)
            throws IOException, StreamRefused {
        Slots.Slot slot =
                slots.take(vmiUid, device)
                        .orElseThrow(() -> new StreamRefused(StreamRefusal.inUse(device)));
        try {
            GuestStream stream =
                    new GuestStream(
                            connector.connect(vmiUid, device, slot.number()),
                            StreamManner.of(device, sendDeadline),
                            ended -> leave(slot));
            streams.put(slot, stream);
            return stream;
        } catch (IOException refused) {
            slots.free(slot);
            throw refused;
        }
    }

    private void leave(Slots.Slot slot) {
        streams.remove(slot);
        slots.free(slot);
    }

    /** The last one ends first: qemu serves one client of a console at a time. */
    private GuestStream ofOnlyOne(String vmiUid, GuestDevice device, boolean preserve)
            throws IOException, StreamRefused {
        Slots.Slot key = new Slots.Slot(vmiUid, device, 0);
        if (preserve && streams.containsKey(key)) {
            throw new StreamRefused(StreamRefusal.inUse(device));
        }
        endLast(streams.remove(key));
        SocketChannel channel = connector.connect(vmiUid, device, 0);
        GuestStream stream =
                new GuestStream(
                        channel,
                        StreamManner.of(device, sendDeadline),
                        ended -> streams.remove(key, ended));
        if (!preserve) {
            endLast(streams.put(key, stream));
        } else if (streams.putIfAbsent(key, stream) != null) {
            channel.close();
            throw new StreamRefused(StreamRefusal.inUse(device));
        }
        return stream;
    }

    private static void endLast(GuestStream lastOrNull) {
        if (lastOrNull != null) {
            lastOrNull.end(StreamEnd.TAKEN_OVER);
        }
    }

    /** A new connection to a port, beside all others. */
    GuestStream open(InetAddress address, GuestPort port) throws IOException, StreamRefused {
        if (!ports.tryAcquire()) {
            throw new StreamRefused(
                    StreamRefusal.tooMany(
                            "%d connections to ports are open on this node: no more"
                                    .formatted(MOST_PORTS)));
        }
        try {
            Connection key = new Connection();
            GuestStream stream =
                    new GuestStream(
                            connector.connect(address, port),
                            StreamManner.ofPort(port, silence),
                            ended -> forget(key));
            streams.put(key, stream);
            return stream;
        } catch (IOException refused) {
            ports.release();
            throw refused;
        }
    }

    private void forget(Connection key) {
        streams.remove(key);
        ports.release();
    }

    int count() {
        return streams.size();
    }

    /** Ends all streams, and waits a moment until their clients have been told. */
    @Override
    public void close() {
        pinger.shutdownNow();
        List<GuestStream> ending = List.copyOf(streams.values());
        ending.forEach(stream -> stream.end(StreamEnd.AGENT_STOPS));
        CompletableFuture.allOf(
                        ending.stream().map(GuestStream::told).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, TELLING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
