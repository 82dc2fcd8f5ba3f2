package io.kubevirt.ee.api.serving;

import java.security.cert.X509Certificate;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * What a client sees of a TLS port.
 *
 * @param certificate the server's own
 * @param authorities whose certificates it says it takes from clients
 */
record Shown(X509Certificate certificate, Set<X500Principal> authorities) {
    Shown {
        authorities = Set.copyOf(authorities);
    }

    boolean sameCertificate(Shown other) {
        return certificate.equals(other.certificate);
    }

    boolean sameAuthorities(Shown other) {
        return authorities.equals(other.authorities);
    }
}
