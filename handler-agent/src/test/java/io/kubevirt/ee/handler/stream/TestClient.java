package io.kubevirt.ee.handler.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The JDK's WebSocket client, as virt-api would use it. */
final class TestClient implements WebSocket.Listener {

    /** How a stream was closed. */
    record Closed(int code, String reason) {}

    final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final boolean reads;
    private WebSocket socket;

    private TestClient(boolean reads) {
        this.reads = reads;
    }

    static TestClient open(SSLContext tls, URI uri, String... subprotocols) throws Exception {
        return open(new TestClient(true), tls, uri, subprotocols);
    }

    /** A client that takes nothing from its connection. */
    static TestClient openAndNeverRead(SSLContext tls, URI uri) throws Exception {
        return open(new TestClient(false), tls, uri, "plain.kubevirt.io");
    }

    private static TestClient open(
            TestClient client, SSLContext tls, URI uri, String... subprotocols) throws Exception {
        WebSocket.Builder builder = http(tls).newWebSocketBuilder();
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0]);
        }
        try {
            client.socket = builder.buildAsync(uri, client).get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
        return client;
    }

    static HttpClient http(SSLContext tls) {
        return HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
    }

    static HttpResponse<String> request(SSLContext tls, String method, URI uri) throws Exception {
        URI http = URI.create(uri.toString().replaceFirst("^ws", "http"));
        HttpRequest request =
                HttpRequest.newBuilder(http)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        return http(tls).send(request, HttpResponse.BodyHandlers.ofString());
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void send(String text) {
        socket.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true).join();
    }

    /** Sends a part of a message. */
    void sendPart(byte[] bytes, boolean last) {
        socket.sendBinary(ByteBuffer.wrap(bytes), last).join();
    }

    void sendText(String text) {
        socket.sendText(text, true).join();
    }

    void leave() {
        try {
            socket.sendClose(1000, "").join();
        } catch (CompletionException alreadyClosed) {
            socket.abort();
        }
    }

    void abort() {
        socket.abort();
    }

    synchronized int receivedBytes() {
        return received.size();
    }

    /** Waits until what was received starts with a text. */
    synchronized void await(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!received.toString(StandardCharsets.UTF_8).startsWith(text)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("received " + received.toString(StandardCharsets.UTF_8));
            }
            wait(left);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        if (reads) {
            opened.request(1);
        }
    }

    @Override
    public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        received.writeBytes(bytes);
        notifyAll();
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closed.complete(new Closed(statusCode, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error instanceof IOException ? error : new IOException(error));
    }
}
