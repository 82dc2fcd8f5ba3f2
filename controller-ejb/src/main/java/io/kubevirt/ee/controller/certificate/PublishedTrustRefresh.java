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

/** Keeps what a Secret says of callers in step with what the API server publishes of them. */
final class PublishedTrustRefresh {
    private PublishedTrustRefresh() {}

    static void refresh(CertificateStore store, String secret) throws GeneralSecurityException {
        Map<String, byte[]> data = store.read(secret);
        CertificateStore.PublishedTrust wanted = store.publishedTrust();
        String password = new String(data.get("keystore.password"), StandardCharsets.US_ASCII);
        String names = new String(data.get("front-proxy-allowed-names"), StandardCharsets.UTF_8);
        boolean same =
                names.equals(LeafSecret.allowedNames(wanted))
                        && holds(
                                data.get(LeafSecret.FRONT_PROXY_STORE),
                                password,
                                wanted.frontProxyAuthorities())
                        && holds(
                                data.get(LeafSecret.CLIENTS_STORE),
                                password,
                                wanted.clientAuthorities());
        if (!same) {
            Map<String, byte[]> next = new TreeMap<>(data);
            LeafSecret.addPublishedTrust(next, password, wanted);
            store.write(secret, next);
        }
    }

    /** A Secret of an earlier version may lack a store. */
    private static boolean holds(byte[] storeOrNull, String password, byte[] authorities)
            throws GeneralSecurityException {
        return storeOrNull != null
                && trusted(storeOrNull, password).equals(Set.copyOf(Pem.certificates(authorities)));
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
            throw new GeneralSecurityException("a trust store cannot be read", e);
        }
    }
}
