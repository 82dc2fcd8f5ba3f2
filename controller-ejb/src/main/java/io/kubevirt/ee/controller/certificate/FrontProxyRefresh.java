package io.kubevirt.ee.controller.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps what a Secret says of the front proxy in step with what the API server publishes. */
final class FrontProxyRefresh {
    private FrontProxyRefresh() {}

    static void refresh(CertificateStore store, String secret) throws GeneralSecurityException {
        Map<String, byte[]> data = store.read(secret);
        CertificateStore.FrontProxy wanted = store.frontProxy();
        String password = new String(data.get("keystore.password"), StandardCharsets.US_ASCII);
        String names = new String(data.get("front-proxy-allowed-names"), StandardCharsets.UTF_8);
        boolean same =
                names.equals(LeafSecret.allowedNames(wanted))
                        && trusted(data.get("truststore.p12"), password)
                                .equals(Set.copyOf(Pem.certificates(wanted.authorities())));
        if (!same) {
            Map<String, byte[]> next = new TreeMap<>(data);
            LeafSecret.addFrontProxy(next, password, wanted);
            store.write(secret, next);
        }
    }

    private static Set<Object> trusted(byte[] truststore, String password)
            throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(truststore), password.toCharArray());
            List<Object> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                certificates.add(store.getCertificate(alias));
            }
            return new HashSet<>(certificates);
        } catch (IOException e) {
            throw new GeneralSecurityException("truststore.p12 cannot be read", e);
        }
    }
}
