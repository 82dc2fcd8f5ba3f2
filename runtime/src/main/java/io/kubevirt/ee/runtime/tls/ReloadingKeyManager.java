package io.kubevirt.ee.runtime.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows the one identity there is, whatever the peer asks for. */
final class ReloadingKeyManager extends X509ExtendedKeyManager {
    private final ReloadingIdentity source;

    ReloadingKeyManager(ReloadingIdentity source) {
        this.source = source;
    }

    @Override
    public String chooseEngineClientAlias(
            String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return choose(keyTypes);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return choose(keyType);
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return choose(keyTypes);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return choose(keyType);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return aliases(keyType);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return aliases(keyType);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return named(alias).chainArray();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return named(alias).key();
    }

    private String[] aliases(String keyType) {
        String alias = choose(keyType);
        return alias == null ? null : new String[] {alias};
    }

    private String choose(String... keyTypes) {
        Identity now = source.current();
        String own = now.key().getAlgorithm();
        for (String keyType : keyTypes) {
            if (keyType.equals(own) || keyType.startsWith(own + "_")) {
                return now.alias();
            }
        }
        return null;
    }

    /**
     * A handshake asks for the chain and for the key one after the other: the alias holds them
     * together when the files change in between.
     */
    private Identity named(String alias) {
        return source.named(alias);
    }
}
