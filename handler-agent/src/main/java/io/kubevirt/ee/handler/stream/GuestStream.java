package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.runtime.stream.MessageAssembler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One WebSocket bridged to one device or port of a guest. Each direction moves one chunk at a time:
 * whoever is slow holds up only the other end of this stream. Public, because the WebSocket library
 * calls it.
 */
public final class GuestStream implements Session.Listener {

    private final ByteChannel guest;
    private final StreamManner manner;
    private final MessageAssembler datagram = new MessageAssembler();
    private final Consumer<GuestStream> whenEnded;
    private final AtomicReference<StreamEnd> end = new AtomicReference<>();
    private volatile Session session;
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private volatile long heardNanos = System.nanoTime();

    /**
     * @param guest the connected device or port, closed with the stream
     * @param whenEnded told once, whatever ended the stream
     */
    GuestStream(ByteChannel guest, StreamManner manner, Consumer<GuestStream> whenEnded) {
        this.guest = guest;
        this.manner = manner;
        this.whenEnded = whenEnded;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        StreamEnd early = end.get();
        if (early != null) {
            tell(early);
            return;
        }
        Thread.ofVirtual().name("guest-to-client").start(this::pumpToClient);
        opened.demand();
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer payload, boolean last, Callback callback) {
        heard();
        if (!manner.datagrams()) {
            toGuest(payload, callback);
            return;
        }
        try {
            Optional<ByteBuffer> whole = datagram.add(payload, last);
            if (whole.isPresent()) {
                toGuest(whole.get(), callback);
            } else {
                callback.succeed();
                session.demand();
            }
        } catch (IOException tooLong) {
            callback.succeed();
            end(StreamEnd.TOO_LONG);
        }
    }

    @Override
    public void onWebSocketPartialText(String payload, boolean last) {
        end(StreamEnd.TEXT_REFUSED);
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        heard();
        session.sendPong(payload, Callback.from(session::demand, failed -> end(StreamEnd.LOST)));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        heard();
        session.demand();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        end(StreamEnd.LOST);
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        end(StreamEnd.CLIENT_LEFT);
        callback.succeed();
    }

    /** Asks the client for a sign of life; one that gave none for {@code silence} is cut off. */
    void ping(Duration silence) {
        Session open = session;
        if (System.nanoTime() - heardNanos > silence.toNanos()) {
            end(StreamEnd.LOST);
        } else if (open != null) {
            open.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    /** Ends the stream: closes the device, and tells the client why. The first reason counts. */
    void end(StreamEnd why) {
        if (!end.compareAndSet(null, why)) {
            return;
        }
        closeQuietly();
        whenEnded.accept(this);
        tell(why);
    }

    /** Done when the client has been told why the stream ended, or cannot be told. */
    CompletableFuture<Void> told() {
        return told;
    }

    private void tell(StreamEnd why) {
        Session open = session;
        if (open == null) {
            return; // told when it opens
        }
        if (open.isOpen() && why.code().isPresent()) {
            open.close(
                    why.code().getAsInt(),
                    why.words(),
                    Callback.from(() -> told.complete(null), gone -> told.complete(null)));
            return;
        }
        if (open.isOpen()) {
            open.disconnect();
        }
        told.complete(null);
    }

    private void heard() {
        heardNanos = System.nanoTime();
    }

    // A guest that reads nothing blocks this write; nothing more is taken from the client then.
    private void toGuest(ByteBuffer payload, Callback callback) {
        Thread.ofVirtual()
                .name("client-to-guest")
                .start(
                        () -> {
                            try {
                                do {
                                    guest.write(payload);
                                } while (payload.hasRemaining());
                                callback.succeed();
                                session.demand();
                            } catch (IOException closed) {
                                callback.fail(closed);
                                end(manner.whenGuestEnds());
                            }
                        });
    }

    private void pumpToClient() {
        try {
            new GuestPump(guest, manner, this::send).run();
            end(manner.whenGuestEnds());
        } catch (IOException closed) {
            end(manner.whenGuestEnds());
        } catch (TimeoutException | ExecutionException lost) {
            end(StreamEnd.LOST);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end(StreamEnd.LOST);
        }
    }

    private void send(ByteBuffer chunk)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        session.sendBinary(
                chunk, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
        sent.get(manner.sendDeadline().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void closeQuietly() {
        try {
            guest.close();
        } catch (IOException nothingToDo) {
            // the descriptor is gone either way
        }
    }
}
