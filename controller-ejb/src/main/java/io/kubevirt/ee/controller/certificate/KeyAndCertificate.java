package io.kubevirt.ee.controller.certificate;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A private key and the certificate of its public half.
 *
 * @param key the key
 * @param certificate its certificate
 */
record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {}
