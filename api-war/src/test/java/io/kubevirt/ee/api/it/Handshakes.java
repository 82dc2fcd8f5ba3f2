package io.kubevirt.ee.api.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Clients that connect to a TLS port of this machine without a pause, and look who answers. */
final class Handshakes implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong completed = new AtomicLong();

    private Handshakes() {}

    /** What a server shows: its certificate, and whose certificates it takes from clients. */
    record Shown(X509Certificate certificate, List<Principal> authorities) {}

    /** Starts clients which shake hands until they are closed. */
    static Handshakes start(int port, int clients) {
        Handshakes handshakes = new Handshakes();
        for (int i = 0; i < clients; i++) {
            handshakes.clients.submit(() -> handshakes.shakeOn(port));
        }
        return handshakes;
    }

    /** Shakes hands once, never resuming what an earlier handshake agreed on. */
    static Shown once(int port) throws IOException, GeneralSecurityException {
        List<Principal> authorities = new ArrayList<>();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new Listener(authorities)},
                new TrustManager[] {new Anybody()},
                new SecureRandom());
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress("127.0.0.1", port), (int) TIMEOUT.toMillis());
            plain.setSoTimeout((int) TIMEOUT.toMillis());
            try (SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, "localhost", port, true)) {
                // Its request for a certificate names the authorities in the clear.
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.startHandshake();
                return new Shown(
                        (X509Certificate) socket.getSession().getPeerCertificates()[0],
                        List.copyOf(authorities));
            }
        }
    }

    long completed() {
        return completed.get();
    }

    private void shakeOn(int port) {
        while (!clients.isShutdown()) {
            try {
                once(port);
                completed.incrementAndGet();
            } catch (IOException | GeneralSecurityException refused) {
                // A server that is busy with its stores may drop one; the test looks at the end.
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() {
        clients.shutdown();
        try {
            if (!clients.awaitTermination(TIMEOUT.toSeconds() * 2, TimeUnit.SECONDS)) {
                throw new IllegalStateException("clients do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clients end", e);
        }
    }

    /** Notes which authorities the server names; has no certificate. */
    private static final class Listener extends X509ExtendedKeyManager {
        private final List<Principal> authorities;

        Listener(List<Principal> authorities) {
            this.authorities = authorities;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            authorities.addAll(issuers == null ? List.of() : List.of(issuers));
            return null;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] types, Principal[] issuers, SSLEngine engine) {
            return chooseClientAlias(types, issuers, null);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[0];
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
            return new X509Certificate[0];
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    /** The test compares the certificate itself. */
    private static final class Anybody extends X509ExtendedTrustManager {
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
