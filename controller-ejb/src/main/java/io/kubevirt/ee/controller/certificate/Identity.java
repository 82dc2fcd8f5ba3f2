package io.kubevirt.ee.controller.certificate;

import java.util.List;

/**
 * Who a certificate is made for.
 *
 * @param secret the Secret that holds it
 * @param commonName the subject's common name: what peers ask for
 * @param dnsNames names that clients reach a server by; empty for clients
 * @param serves whether it may be presented by a server
 * @param calls whether it may be presented by a client
 * @param javaKeyStore whether the Secret also holds PKCS #12 files, for Liberty
 */
public record Identity(
        String secret,
        String commonName,
        List<String> dnsNames,
        boolean serves,
        boolean calls,
        boolean javaKeyStore) {

    /** Copies the list. */
    public Identity {
        dnsNames = List.copyOf(dnsNames);
    }

    /**
     * The certificates of all components.
     *
     * @param namespace the components' namespace
     */
    public static List<Identity> ofComponents(String namespace) {
        String service = "virt-api." + namespace;
        return List.of(
                new Identity(
                        "kubevirt-virt-api-certs",
                        service + ".svc",
                        List.of(
                                "virt-api",
                                service,
                                service + ".svc",
                                service + ".svc.cluster.local"),
                        true,
                        false,
                        true),
                new Identity(
                        "kubevirt-virt-api-client-certs",
                        "kubevirt.io:system:client:virt-handler",
                        List.of(),
                        false,
                        true,
                        false),
                new Identity(
                        "kubevirt-virt-handler-certs",
                        "kubevirt.io:system:node:virt-handler",
                        List.of(),
                        true,
                        false,
                        false));
    }
}
