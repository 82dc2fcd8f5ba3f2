package io.kubevirt.ee.e2e;

import io.kubevirt.ee.runtime.loop.Key;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** A stream of a machine or its instance through kube-apiserver, as virtctl opens it. */
final class GuestWire implements AutoCloseable {

    static final String INSTANCES = "virtualmachineinstances";
    static final String MACHINES = "virtualmachines";

    private static final int NORMAL_CLOSURE = 1000;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final CompletableFuture<String> opening = new CompletableFuture<>();
    private final CompletableFuture<String> closing = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final WebSocket socket;

    private GuestWire(String url) {
        Request request =
                new Request.Builder()
                        .url(url)
                        .header("Sec-WebSocket-Protocol", "plain.kubevirt.io")
                        .build();
        socket = Cluster.CLIENT.getHttpClient().newWebSocket(request, new Ear());
    }

    static String url(String resource, Key guest, String rest) {
        return "%s/apis/subresources.kubevirt.io/v1/namespaces/%s/%s/%s/%s"
                .formatted(
                        Cluster.CLIENT.getBasePath(),
                        guest.namespace(),
                        resource,
                        guest.name(),
                        rest);
    }

    /** Opens a stream that must open. */
    static GuestWire open(String resource, Key guest, String rest) {
        GuestWire wire = new GuestWire(url(resource, guest, rest));
        String refusal = wire.await(wire.opening);
        if (!refusal.isEmpty()) {
            throw new AssertionError(rest + " was refused: " + refusal);
        }
        return wire;
    }

    /** What a stream that must not open was refused with: code and body. */
    static String refusal(String resource, Key guest, String rest) {
        GuestWire wire = new GuestWire(url(resource, guest, rest));
        String refusal = wire.await(wire.opening);
        if (refusal.isEmpty()) {
            wire.close();
            throw new AssertionError(rest + " was opened");
        }
        return refusal;
    }

    void send(byte... bytes) {
        socket.send(ByteString.of(bytes));
    }

    void send(String text) {
        socket.send(ByteString.encodeUtf8(text));
    }

    void awaitText(String text) {
        Eventually.until("the stream brings '" + text + "'", SOON, () -> received().contains(text));
    }

    synchronized String received() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /** Code and reason with which the other side closed. */
    String closed() {
        return await(closing);
    }

    boolean isOpen() {
        return !closing.isDone();
    }

    private String await(CompletableFuture<String> what) {
        try {
            return what.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.close(NORMAL_CLOSURE, null);
    }

    private final class Ear extends WebSocketListener {

        @Override
        public void onOpen(WebSocket from, Response response) {
            opening.complete("");
        }

        @Override
        public void onMessage(WebSocket from, ByteString bytes) {
            synchronized (GuestWire.this) {
                received.writeBytes(bytes.toByteArray());
            }
        }

        @Override
        public void onClosing(WebSocket from, int code, String reason) {
            closing.complete(code + " " + reason);
            from.close(NORMAL_CLOSURE, null);
        }

        @Override
        public void onFailure(WebSocket from, Throwable cause, Response responseOrNull) {
            opening.complete(cause + " " + words(responseOrNull));
            closing.complete("failed " + cause);
        }

        private String words(Response responseOrNull) {
            try {
                return responseOrNull == null
                        ? ""
                        : responseOrNull.code() + " " + responseOrNull.body().string();
            } catch (IOException unread) {
                return responseOrNull.code() + " " + unread;
            }
        }
    }
}
