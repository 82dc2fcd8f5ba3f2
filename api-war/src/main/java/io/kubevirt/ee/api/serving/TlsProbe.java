package io.kubevirt.ee.api.serving;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

/** Shakes hands with a TLS port of this machine to see what it shows; sends nothing. */
final class TlsProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private TlsProbe() {}

    static Shown look(int port) throws IOException, GeneralSecurityException {
        Set<X500Principal> authorities = new HashSet<>();
        // A context of its own: nothing is resumed that an earlier handshake agreed on.
        SSLContext context = SSLContext.getInstance("TLSv1.2");
        context.init(
                new KeyManager[] {new Listener(authorities)},
                new TrustManager[] {new Onlooker()},
                new SecureRandom());
        try (Socket plain = new Socket()) {
            plain.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) TIMEOUT.toMillis());
            plain.setSoTimeout((int) TIMEOUT.toMillis());
            try (SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, "localhost", port, true)) {
                // In TLS 1.2 a request for a certificate always names the authorities.
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                socket.startHandshake();
                return new Shown(
                        (X509Certificate) socket.getSession().getPeerCertificates()[0],
                        authorities);
            }
        }
    }

    /** Notes which authorities the server names; has no certificate. */
    private static final class Listener extends X509ExtendedKeyManager {
        private final Set<X500Principal> authorities;

        Listener(Set<X500Principal> authorities) {
            this.authorities = authorities;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuersOrNull, Socket socket) {
            if (issuersOrNull != null) {
                for (Principal issuer : issuersOrNull) {
                    authorities.add(new X500Principal(issuer.getName()));
                }
            }
            return null;
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

    /** Looks at whatever is shown: it is compared with what should be, and no word is exchanged. */
    private static final class Onlooker extends X509ExtendedTrustManager {
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
