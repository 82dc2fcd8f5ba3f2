package io.kubevirt.ee.runtime.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts a peer of our CA that has the right common name, at whatever address it is. */
final class PeerTrustManager extends X509ExtendedTrustManager {
    private final ReloadingIdentity source;
    private final String commonName;

    PeerTrustManager(ReloadingIdentity source, String commonName) {
        this.source = source;
        this.commonName = commonName;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        source.current().trust().checkClientTrusted(chain, authType);
        checkName(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        source.current().trust().checkServerTrusted(chain, authType);
        checkName(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return source.current().trust().getAcceptedIssuers();
    }

    private void checkName(X509Certificate certificate) throws CertificateException {
        String subject = certificate.getSubjectX500Principal().getName();
        try {
            boolean named =
                    new LdapName(subject)
                            .getRdns().stream()
                                    .filter(rdn -> "CN".equalsIgnoreCase(rdn.getType()))
                                    .map(Rdn::getValue)
                                    .anyMatch(commonName::equals);
            if (!named) {
                throw new CertificateException(
                        "the peer is \"" + subject + "\", not CN=" + commonName);
            }
        } catch (InvalidNameException unreadable) {
            throw new CertificateException(
                    "the peer's name cannot be read: " + subject, unreadable);
        }
    }
}
