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

    /**
     * The front proxy whose word virt-api takes for who a caller is.
     *
     * @return its authority (PEM) and the common names it may present
     */
    FrontProxy frontProxy();

    /** Puts the bundle (PEM) into our webhooks and APIServices, where it differs. */
    void trust(byte[] bundle);

    /**
     * What the API server publishes about itself in the ConfigMap {@code
     * kube-system/extension-apiserver-authentication}.
     *
     * @param authorities PEM
     * @param allowedNames any of these; empty allows every name
     */
    record FrontProxy(byte[] authorities, List<String> allowedNames) {}
}
