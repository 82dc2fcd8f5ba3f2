package io.kubevirt.ee.api.it;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A caller at a console, as virtctl is one. */
final class Terminal implements WebSocket.Listener {
    static final String SUBPROTOCOL = "plain.kubevirt.io";

    private static final Duration SOON = Duration.ofSeconds(30);

    private final boolean reading;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final AtomicLong count = new AtomicLong();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private WebSocket socket;

    private Terminal(boolean reading) {
        this.reading = reading;
    }

    /** Opens a console by way of {@code http}. */
    static Terminal open(Http http, String path) {
        return open(http, path, true);
    }

    /** Opens a console and takes nothing from it until {@link #read}. */
    static Terminal openWithoutReading(Http http, String path) {
        return open(http, path, false);
    }

    private static Terminal open(Http http, String path, boolean reading) {
        Terminal terminal = new Terminal(reading);
        WebSocket.Builder builder =
                http.client().newWebSocketBuilder().connectTimeout(SOON).subprotocols(SUBPROTOCOL);
        String[] headers = http.headers();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        URI uri = URI.create(http.base().replace("https:", "wss:") + path);
        terminal.socket = builder.buildAsync(uri, terminal).join();
        return terminal;
    }

    /** The code with which the request for a console was refused. */
    static int refusal(Http http, String path) {
        return refused(http, path).statusCode();
    }

    /** What the request for a stream was refused with. */
    static HttpResponse<?> refused(Http http, String path) {
        try {
            open(http, path).leave();
            throw new AssertionError("the console was opened: " + path);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse();
            }
            throw e;
        }
    }

    /** Whether nobody has closed it. */
    boolean isOpen() {
        return !closed.isDone() && !socket.isInputClosed() && !socket.isOutputClosed();
    }

    /** Sends a part of a message. */
    void sendPart(byte[] bytes, boolean last) {
        socket.sendBinary(ByteBuffer.wrap(bytes), last).join();
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    CompletableFuture<WebSocket> send(byte[] bytes) {
        return socket.sendBinary(ByteBuffer.wrap(bytes), true);
    }

    void type(String text) {
        send(text.getBytes(StandardCharsets.UTF_8)).join();
    }

    void typeAsText(String text) {
        socket.sendText(text, true).join();
    }

    void await(String text) {
        Awaitility.await("the console shows " + text)
                .atMost(SOON)
                .until(() -> shown().contains(text));
    }

    synchronized String shown() {
        return seen.toString(StandardCharsets.UTF_8);
    }

    synchronized byte[] bytes() {
        return seen.toByteArray();
    }

    long count() {
        return count.get();
    }

    /** Code and reason with which it was closed from the other side. */
    String closed() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }

    /** Takes what comes from now on. */
    void read() {
        socket.request(Long.MAX_VALUE);
    }

    void leave() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
    }

    void vanish() {
        socket.abort();
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reading) {
            opened.request(Long.MAX_VALUE);
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        synchronized (this) {
            seen.writeBytes(bytes);
        }
        count.addAndGet(bytes.length);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete("error " + error);
    }
}
