package io.kubevirt.ee.e2e;

import io.kubevirt.ee.runtime.loop.Key;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** The console subresource, as virtctl uses it. */
final class SerialConsole implements AutoCloseable {

    private static final int NORMAL_CLOSURE = 1000;
    private static final Duration SHELL = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(8);
    private static final String PROMPT = "# ";

    private final StringBuffer shown = new StringBuffer();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final WebSocket socket;

    private SerialConsole(Key vmi) {
        Request request =
                new Request.Builder()
                        .url(
                                Cluster.CLIENT.getBasePath()
                                        + "/apis/subresources.kubevirt.io/v1/namespaces/"
                                        + vmi.namespace()
                                        + "/virtualmachineinstances/"
                                        + vmi.name()
                                        + "/console")
                        .header("Sec-WebSocket-Protocol", "plain.kubevirt.io")
                        .build();
        socket = Cluster.CLIENT.getHttpClient().newWebSocket(request, new Screen());
    }

    static SerialConsole open(Key vmi) {
        return new SerialConsole(vmi);
    }

    void type(String text) {
        socket.send(ByteString.encodeUtf8(text));
    }

    /** All that it has shown. */
    String shown() {
        return shown.toString();
    }

    void awaitText(String text, Duration atMost) {
        awaitTextAfter(0, text, atMost);
    }

    private void awaitTextAfter(int shownBefore, String text, Duration atMost) {
        Eventually.until(
                "the console shows '" + text + "'",
                atMost,
                () -> {
                    if (failure.get() != null) {
                        throw new AssertionError(
                                "the console ended; shown: " + shown, failure.get());
                    }
                    return shown.indexOf(text, shownBefore) >= 0;
                });
    }

    /**
     * Waits for a shell that reads. What is typed while a guest boots stays in the serial port,
     * whose first bytes are thrown away when the port is opened: the end of a command would run.
     */
    void awaitShell() {
        Eventually.holds(
                "a shell reads the console",
                SHELL,
                () -> {
                    int before = shown.length();
                    type("\n");
                    awaitTextAfter(before, PROMPT, ANSWER);
                });
    }

    /** Types a command until what it prints is shown: what it asks for may not be there yet. */
    void shows(String command, String text) {
        awaitShell();
        Eventually.holds(
                command + " shows " + text,
                SHELL,
                () -> {
                    type("\n" + command + "\n");
                    awaitText(text, ANSWER);
                });
    }

    @Override
    public void close() {
        socket.close(NORMAL_CLOSURE, null);
    }

    private final class Screen extends WebSocketListener {

        @Override
        public void onMessage(WebSocket from, ByteString bytes) {
            shown.append(bytes.string(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void onMessage(WebSocket from, String text) {
            shown.append(text);
        }

        @Override
        public void onFailure(WebSocket from, Throwable cause, Response response) {
            failure.set(cause);
        }
    }
}
