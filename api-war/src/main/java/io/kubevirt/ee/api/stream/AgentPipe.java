package io.kubevirt.ee.api.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A stream of the agent for one thread that reads and writes in turn, against a deadline. One
 * message at a time is asked for.
 */
final class AgentPipe implements WebSocket.Listener {
    private static final ByteBuffer END = ByteBuffer.allocate(0);
    private static final Duration LEAVING = Duration.ofSeconds(2);

    /** One message, and the end. */
    private static final int MOST_WAITING = 4;

    private final BlockingQueue<ByteBuffer> arrived = new ArrayBlockingQueue<>(MOST_WAITING);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final long deadlineNanos;
    private volatile WebSocket socket;
    private ByteBuffer current = END;

    /**
     * @param patience how long everything may take together
     */
    AgentPipe(Duration patience) {
        deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    void opened(WebSocket opened) {
        socket = opened;
        socket.request(1);
    }

    InputStream in() {
        return new In();
    }

    OutputStream out() {
        return new Out();
    }

    /** Leaves, and waits until the agent has seen it: the next may ask for the same at once. */
    void leave() {
        try {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            socket.request(MOST_WAITING);
            ended.get(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException gone) {
            // Then it is cut off.
        } finally {
            socket.abort();
        }
    }

    @Override
    public void onOpen(WebSocket opening) {
        // The first message is asked for by the one who reads.
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        if (copy.hasRemaining()) {
            // Nobody reads any more when it is full: leaving asks for more than it takes.
            arrived.offer(copy);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end();
    }

    private void end() {
        ended.complete(null);
        arrived.offer(END);
    }

    private Optional<ByteBuffer> next() throws IOException {
        try {
            ByteBuffer next = arrived.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new IOException("timed out waiting for VNC server messages");
            }
            socket.request(1);
            return next == END ? Optional.empty() : Optional.of(next);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IOException("virt-api stops", stopping);
        }
    }

    private final class In extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                // Asked for by readNBytes when it has all; the server may be waiting for us.
                return 0;
            }
            if (!current.hasRemaining()) {
                Optional<ByteBuffer> next = next();
                if (next.isEmpty()) {
                    return -1;
                }
                current = next.get();
            }
            int count = Math.min(length, current.remaining());
            current.get(into, offset, count);
            return count;
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                socket.sendBinary(ByteBuffer.wrap(bytes.clone(), offset, length), true)
                        .get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException failed) {
                throw new IOException("the VNC server takes nothing", failed);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IOException("virt-api stops", stopping);
            }
        }
    }
}
