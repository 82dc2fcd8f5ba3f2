package io.kubevirt.ee.api.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Requests to one server, as one client; nothing between the test and the wire. */
public final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String base;
    private final HttpClient client;
    private final String[] headers;

    private Http(String base, HttpClient client, String... headers) {
        this.base = base;
        this.client = client;
        this.headers = headers;
    }

    /**
     * A client that trusts one authority.
     *
     * @param identityOrNull the client's own certificate; null for none
     */
    static Http client(
            String base, KeyStore trusted, TestAuthority.Leaf identityOrNull, String... headers)
            throws GeneralSecurityException, IOException {
        HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(tls(trusted, identityOrNull))
                        .connectTimeout(TIMEOUT)
                        .build();
        return new Http(base, client, headers);
    }

    /** What a server answered. */
    record Answer(int code, String body, HttpHeaders headers) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        String reason() {
            return json().get("reason").getAsString();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The media type, without parameters. */
        String contentType() {
            return header("Content-Type").replaceFirst(";.*", "");
        }

        String message() {
            return json().get("message").getAsString();
        }
    }

    /** The same client with other headers, name and value in turns. */
    Http with(String... otherHeaders) {
        return new Http(base, client, otherHeaders);
    }

    HttpClient client() {
        return client;
    }

    String[] headers() {
        return headers.clone();
    }

    String base() {
        return base;
    }

    Answer get(String path) {
        return send("GET", path, null, null);
    }

    Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    Answer post(String path, JsonElement body) {
        return send("POST", path, "application/json", body.toString());
    }

    Answer put(String path, String body) {
        return send("PUT", path, "application/json", body);
    }

    Answer mergePatch(String path, String body) {
        return send("PATCH", path, "application/merge-patch+json", body);
    }

    Answer send(String method, String path, String contentType, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(TIMEOUT)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Shows the one certificate there is to whoever asks, whomever he says that he trusts. */
    private static final class Shows extends X509ExtendedKeyManager {
        private static final String ALIAS = "own";
        private final TestAuthority.Leaf identity;

        Shows(TestAuthority.Leaf identity) {
            this.identity = identity;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine e) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {identity.certificate()};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }
    }

    private static SSLContext tls(KeyStore trusted, TestAuthority.Leaf identityOrNull)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                identityOrNull == null ? null : new KeyManager[] {new Shows(identityOrNull)},
                trust.getTrustManagers(),
                new SecureRandom());
        return context;
    }
}
