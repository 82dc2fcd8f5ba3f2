package io.kubevirt.ee.runtime.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * TLS contexts for connections between the programs: both sides show a certificate of our CA, and
 * each wants a certain subject common name of the other. Host names are not checked: peers are pods
 * and nodes, known by address alone.
 */
public final class MutualTls {
    /** A resumed session skips the check of the certificate, so sessions do not live long. */
    private static final Duration SESSION = Duration.ofMinutes(10);

    private MutualTls() {}

    /**
     * A context that follows the files: one context serves for the life of the program.
     *
     * @param directory holds {@code tls.crt}, {@code tls.key} (PKCS#8) and {@code ca.crt}
     * @param peerCommonName the subject common name that the other side must have
     * @param clock paces the looks at the files
     */
    public static SSLContext context(Path directory, String peerCommonName, InstantSource clock)
            throws IOException, GeneralSecurityException {
        ReloadingIdentity identity = new ReloadingIdentity(directory, clock);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new ReloadingKeyManager(identity)},
                new TrustManager[] {new PeerTrustManager(identity, peerCommonName)},
                null);
        context.getServerSessionContext().setSessionTimeout(Math.toIntExact(SESSION.toSeconds()));
        context.getClientSessionContext().setSessionTimeout(Math.toIntExact(SESSION.toSeconds()));
        return context;
    }
}
