package io.kubevirt.ee.api.rest.certificate;

import io.kubevirt.ee.api.config.ApiConfig;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/** Says who shows a certificate, if an administrator has chosen to take certificates at all. */
@ApplicationScoped
public class ClientCertificates {
    private static final Logger LOG = System.getLogger(ClientCertificates.class.getName());

    @Inject ApiConfig config;

    private ClientAuthorities authorities;

    @PostConstruct
    void start() {
        authorities = new ClientAuthorities(config.tlsDirectory());
    }

    /**
     * Says who is at the other end.
     *
     * @param chainOrNull what TLS let pass, the peer's own first; null when it showed none
     */
    public Peer peer(X509Certificate[] chainOrNull) {
        if (!config.restClientCertificates()) {
            return new Peer.NotAsked();
        }
        if (chainOrNull == null || chainOrNull.length == 0) {
            return new Peer.Nobody();
        }
        try {
            authorities.check(chainOrNull);
        } catch (CertificateException refused) {
            return new Peer.Unusable(
                    "the certificate has run out, is not for clients, or is not signed by the"
                            + " cluster's CA of clients");
        } catch (IOException | GeneralSecurityException broken) {
            LOG.log(Level.WARNING, "certificates of clients cannot be checked: {0}", broken);
            return new Peer.Unusable("certificates cannot be checked now: use a token");
        }
        return Subject.read(chainOrNull[0]);
    }
}
