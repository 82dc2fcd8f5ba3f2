package io.kubevirt.ee.controller.certificate;

import java.util.List;
import java.util.Map;

/** Where certificates are kept and who has to trust them: a port on the API server. */
public interface CertificateStore {
    /**
     * A Secret's data; empty when there is no such Secret.
     *
     * @param name in the components' namespace
     */
    Map<String, byte[]> read(String name);

    /** Creates a Secret or replaces its data. */
    void write(String name, Map<String, byte[]> data);

    /** Whom the API server trusts to say who a caller is; virt-api trusts nobody else. */
    PublishedTrust publishedTrust();

    /** Puts the bundle (PEM) into our webhooks and APIServices, where it differs. */
    void trust(byte[] bundle);

    /**
     * What the API server publishes about itself in the ConfigMap {@code
     * kube-system/extension-apiserver-authentication}.
     *
     * @param frontProxyAuthorities PEM; who signs the certificate of its front proxy
     * @param frontProxyNames the front proxy is called any of these; empty allows every name
     * @param clientAuthorities PEM; who signs the certificates of users; empty when nobody does
     */
    record PublishedTrust(
            byte[] frontProxyAuthorities, List<String> frontProxyNames, byte[] clientAuthorities) {}
}
