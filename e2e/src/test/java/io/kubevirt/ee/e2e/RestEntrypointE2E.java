package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;

/**
 * The REST entrypoint as it is installed: certificates of clients are an administrator's choice.
 */
class RestEntrypointE2E {

    @Test
    void itAsksForNoCertificateAndAnAdministratorsSaysNothing() throws Exception {
        String address =
                Cluster.CORE
                        .readNamespacedService("virt-api", Components.NAMESPACE)
                        .execute()
                        .getSpec()
                        .getClusterIP();
        URI list = URI.create("https://" + address + ":8444/rest/v1/virtualmachines");
        Administrator administrator = new Administrator();
        HttpResponse<String> answer = Scrape.get(list, administrator);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("certificates of clients are not taken here");
        assertThat(administrator.asked).isFalse();
    }

    @Test
    void virtApiMayImpersonateNobody() throws Exception {
        assertThat(Grants.granted())
                .extracting(Grants.Right::line)
                .contains("virt-api get virtualmachines.kubevirt.io")
                .noneMatch(right -> right.contains("impersonate"));
    }

    /** Shows the cluster administrator's certificate to whoever asks for one, and notes it. */
    private static final class Administrator extends X509ExtendedKeyManager {
        private final X509KeyManager own = (X509KeyManager) Cluster.CLIENT.getKeyManagers()[0];
        private final AtomicBoolean asked = new AtomicBoolean();

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine e) {
            return chooseClientAlias(types, issuers, null);
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            asked.set(true);
            return own.chooseClientAlias(types, null, socket);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return own.getClientAliases(type, issuers);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return own.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return own.getPrivateKey(alias);
        }
    }
}
