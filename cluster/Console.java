import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The serial console of a guest on this terminal, by the console subresource. Run by console.sh, which reads the
 * kubeconfig and sets the terminal to raw. Arguments: URL, key store, trust store, password of both, bearer token or "",
 * text to wait for or "", seconds to wait for it, line to type before or "".
 *
 * <p>Ends with 0 when the text came, the user left or the guest's console closed; 1 when the text did not come in time;
 * 2 when there is no console to be had.
 */
public final class Console {

    /** Ctrl-], as virtctl has it. */
    private static final int LEAVE = 0x1d;

    /** The longer the slower the machines are, as the scripts have it. */
    private static final Duration CONNECT =
            Duration.ofSeconds(20).multipliedBy(Long.parseLong(System.getenv().getOrDefault("PATIENCE", "1")));

    private Console() {}

    public static void main(String... args) throws Exception {
        String url = args[0];
        String awaited = args[5];
        Screen screen = new Screen(System.out, awaited);
        WebSocket socket;
        try {
            socket = connect(url, tls(Path.of(args[1]), Path.of(args[2]), args[3]), args[4], screen);
        } catch (CompletionException e) {
            System.err.println("error: no console at " + URI.create(url).getPath() + ": " + reason(e.getCause()));
            Runtime.getRuntime().halt(2);
            return;
        }
        if (awaited.isEmpty()) {
            Thread.ofPlatform().daemon().start(() -> keys(socket, screen));
            screen.done.get();
            end(socket, 0);
        }
        if (!args[7].isEmpty()) {
            socket.sendBinary(ByteBuffer.wrap((args[7] + '\r').getBytes(StandardCharsets.UTF_8)), true);
        }
        try {
            boolean seen = screen.done.get(Long.parseLong(args[6]), TimeUnit.SECONDS);
            end(socket, seen ? 0 : 1);
        } catch (TimeoutException _) {
            end(socket, 1);
        }
    }

    private static void end(WebSocket socket, int status) throws ExecutionException, InterruptedException {
        try {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(2, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            socket.abort();
        }
        System.out.flush();
        Runtime.getRuntime().halt(status);
    }

    private static WebSocket connect(String url, SSLContext tls, String token, Screen screen) {
        WebSocket.Builder builder =
                HttpClient.newBuilder()
                        .sslContext(tls)
                        .connectTimeout(CONNECT)
                        .build()
                        .newWebSocketBuilder()
                        .connectTimeout(CONNECT)
                        .subprotocols("plain.kubevirt.io");
        if (!token.isEmpty()) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder.buildAsync(URI.create(url), screen).join();
    }

    private static String reason(Throwable cause) {
        if (cause instanceof WebSocketHandshakeException refused) {
            Object body = refused.getResponse().body();
            return "HTTP " + refused.getResponse().statusCode() + (body instanceof String text ? " " + text.strip() : "");
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static SSLContext tls(Path keys, Path trust, String password) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store(keys, password), password.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(Files.exists(trust) ? store(trust, password) : null);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(Path file, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, password.toCharArray());
            }
        } else {
            store.load(null, null);
        }
        return store;
    }

    /** What is typed goes to the guest, until Ctrl-] or the end of the input. */
    private static void keys(WebSocket socket, Screen screen) {
        byte[] typed = new byte[1024];
        try {
            int count = System.in.read(typed);
            while (count >= 0) {
                int leave = indexOf(typed, count);
                socket.sendBinary(ByteBuffer.wrap(typed, 0, leave), true).join();
                if (leave < count) {
                    break;
                }
                count = System.in.read(typed);
            }
        } catch (IOException | CompletionException e) {
            System.err.println("console: " + e.getMessage());
        }
        screen.done.complete(true);
    }

    private static int indexOf(byte[] typed, int count) {
        for (int i = 0; i < count; i++) {
            if (typed[i] == LEAVE) {
                return i;
            }
        }
        return count;
    }

    /** What the guest writes, shown; {@code done} is true when the awaited text came, false when the console closed. */
    private static final class Screen implements WebSocket.Listener {

        private static final int REMEMBERED_CHARACTERS = 4096;

        final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final OutputStream out;
        private final String awaited;
        private final StringBuilder tail = new StringBuilder();

        Screen(OutputStream out, String awaited) {
            this.out = out;
            this.awaited = awaited;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            show(bytes);
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            show(data.toString().getBytes(StandardCharsets.UTF_8));
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            done.complete(false);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            System.err.println("console: " + error.getMessage());
            done.complete(false);
        }

        private void show(byte[] bytes) {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException _) {
                done.complete(false);
            }
            if (!awaited.isEmpty()) {
                tail.append(new String(bytes, StandardCharsets.ISO_8859_1));
                if (tail.indexOf(awaited) >= 0) {
                    done.complete(true);
                }
                tail.delete(0, Math.max(0, tail.length() - REMEMBERED_CHARACTERS));
            }
        }
    }
}
