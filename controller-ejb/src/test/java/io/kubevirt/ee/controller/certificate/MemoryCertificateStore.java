package io.kubevirt.ee.controller.certificate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps Secrets in memory; can fail at a write, as a controller that dies there. */
final class MemoryCertificateStore implements CertificateStore {
    final Map<String, Map<String, byte[]>> secrets = new HashMap<>();
    byte[] trusted = new byte[0];
    PublishedTrust published;
    int writes;
    int dieAtWrite = -1;

    MemoryCertificateStore(PublishedTrust published) {
        this.published = published;
    }

    @Override
    public Map<String, byte[]> read(String name) {
        return secrets.getOrDefault(name, Map.of());
    }

    @Override
    public void write(String name, Map<String, byte[]> data) {
        secrets.put(name, Map.copyOf(data));
        if (++writes == dieAtWrite) {
            throw new IllegalStateException("died after write " + writes);
        }
    }

    @Override
    public PublishedTrust publishedTrust() {
        return published;
    }

    @Override
    public void trust(byte[] bundle) {
        trusted = bundle.clone();
    }

    static PublishedTrust trust(byte[] frontProxyPem, byte[] clientsPem, String... names) {
        return new PublishedTrust(frontProxyPem, List.of(names), clientsPem);
    }
}
