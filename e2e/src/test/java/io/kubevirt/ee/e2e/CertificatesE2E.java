package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.models.V1Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator has a certificate renewed at once, as docs/lifecycle.md says. */
class CertificatesE2E {

    /** virt-controller looks every 30 seconds; the kubelet brings the change within two minutes. */
    private static final Duration RENEWED = Duration.ofSeconds(120);

    private static final String OF_VIRT_API = "kubevirt-virt-api-client-certs";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aCertificateThatIsTakenAwayIsMadeAnewAndTheConsoleGoesOnWorking() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "has-a-console");
        GuestIdentity guest = vm.awaitPage();
        byte[] before = data().get("tls.crt");

        Shell.kubectlDone(
                "",
                "-n",
                "kubevirt",
                "patch",
                "secret",
                OF_VIRT_API,
                "--type=json",
                "-p",
                "[{\"op\":\"remove\",\"path\":\"/data/tls.crt\"}]");
        Eventually.holds(
                "another certificate of virt-api",
                RENEWED,
                () -> assertThat(data()).containsKey("tls.crt"));
        assertThat(data().get("tls.crt")).isNotEqualTo(before);

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
        }
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static Map<String, byte[]> data() throws ApiException {
        V1Secret secret = Cluster.CORE.readNamespacedSecret(OF_VIRT_API, "kubevirt").execute();
        return secret.getData();
    }
}
