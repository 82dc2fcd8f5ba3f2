package io.kubevirt.ee.handler.stream;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The streams that are open: one per device of a guest, the newest. */
final class OpenStreams implements AutoCloseable {

    /** A client that does not listen must not hold up the agent's end for longer. */
    private static final Duration TELLING = Duration.ofSeconds(2);

    private final Map<Device, GuestStream> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService pinger =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("stream-pinger").factory());
    private final GuestConnector connector;
    private final Duration sendDeadline;

    private record Device(String vmiUid, GuestDevice device) {}

    /**
     * @param pingEvery how often clients are asked for a sign of life; three missed ones end it
     * @param sendDeadline how long a client may take for one chunk
     */
    OpenStreams(GuestConnector connector, Duration pingEvery, Duration sendDeadline) {
        this.connector = connector;
        this.sendDeadline = sendDeadline;
        pinger.scheduleWithFixedDelay(
                () -> streams.values().forEach(stream -> stream.ping(pingEvery.multipliedBy(3))),
                pingEvery.toMillis(),
                pingEvery.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /**
     * A new stream of a device. The last one ends first: qemu serves one client of a console at a
     * time.
     */
    GuestStream open(String vmiUid, GuestDevice device) throws IOException {
        Device key = new Device(vmiUid, device);
        GuestStream last = streams.remove(key);
        if (last != null) {
            last.end(StreamEnd.TAKEN_OVER);
        }
        SocketChannel channel = connector.connect(vmiUid, device);
        GuestStream stream =
                new GuestStream(channel, sendDeadline, ended -> streams.remove(key, ended));
        GuestStream raced = streams.put(key, stream);
        if (raced != null) {
            raced.end(StreamEnd.TAKEN_OVER);
        }
        return stream;
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
