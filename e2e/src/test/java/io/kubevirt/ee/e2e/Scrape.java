package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Asks pods as Prometheus does: where their annotations say. */
final class Scrape {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Scrape() {}

    /** What a pod publishes, whole. */
    static String text(V1Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        assertThat(annotations).containsEntry("prometheus.io/scrape", "true");
        URI uri =
                URI.create(
                        "%s://%s:%s%s"
                                .formatted(
                                        annotations.get("prometheus.io/scheme"),
                                        pod.getStatus().getPodIP(),
                                        annotations.get("prometheus.io/port"),
                                        annotations.get("prometheus.io/path")));
        HttpResponse<String> answer = get(uri);
        assertThat(answer.statusCode()).as(uri + " " + answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        return answer.body();
    }

    /** GET without looking at the server's certificate. */
    static HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri), null);
    }

    /** The same, of somebody who has certificates. */
    static HttpResponse<String> get(URI uri, X509ExtendedKeyManager keys) {
        return send(HttpRequest.newBuilder(uri), new KeyManager[] {keys});
    }

    /** A request of somebody with a password. */
    static HttpResponse<String> send(
            URI uri, String method, String body, String user, String password) {
        String credentials =
                Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Basic " + credentials)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)),
                null);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, KeyManager[] keysOrNull) {
        URI uri = request.copy().build().uri();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(trustsAll(keysOrNull))
                        .connectTimeout(DEADLINE)
                        .build()) {
            return client.send(
                    request.timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | GeneralSecurityException failed) {
            throw new AssertionError(uri.toString(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(uri.toString(), stopped);
        }
    }

    private static SSLContext trustsAll(KeyManager[] keysOrNull) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keysOrNull, new TrustManager[] {new TrustsAll()}, null);
        return context;
    }

    /** The agents' certificates name a program, not a node. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
