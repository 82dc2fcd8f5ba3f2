package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys and passwords of Secrets are in the guest, by its agent; a change comes after. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccessE2E {

    // The kubelet brings a changed Secret after a minute or two; the guest is looked at each
    // minute.
    private static final Duration CHANGED = Duration.ofMinutes(4);
    private static final String CREDENTIALS =
            """
              accessCredentials:
                - sshPublicKey:
                    source: {secret: {secretName: keys}}
                    propagationMethod: {qemuGuestAgent: {users: [root]}}
                - userPassword:
                    source: {secret: {secretName: words}}
                    propagationMethod: {qemuGuestAgent: {}}
              domain:
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void keysAndPasswordsComeIntoTheGuestAndFollowTheirSecrets() throws Exception {
        create("keys", "mine", "ssh-ed25519 AAAAfirst me\n");
        create("words", "root", "word-of-root");
        TestVm vm = TestVm.named(NAMESPACE.name(), "access");
        String yaml =
                vm.manifest("vmi-kernelboot")
                        .replace("guest-kernelboot:demo", "guest-agent:demo")
                        .replace("  domain:\n", CREDENTIALS);
        Shell.kubectlDone(yaml, "--namespace", NAMESPACE.name(), "create", "-f", "-");
        awaitSynchronized(vm);

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            awaitTyped(
                    console,
                    "cat /.ssh/authorized_keys /root/.ssh/authorized_keys",
                    "ssh-ed25519 AAAAfirst me",
                    TestVm.BOOT);
            awaitTyped(console, "cat /etc/passwd /etc/shadow", "root:$", TestVm.BOOT);

            Cluster.CORE.deleteNamespacedSecret("keys", NAMESPACE.name()).execute();
            create("keys", "mine", "ssh-ed25519 AAAAsecond me\n");
            awaitTyped(
                    console,
                    "cat /.ssh/authorized_keys /root/.ssh/authorized_keys",
                    "AAAAsecond",
                    CHANGED);
        }
        awaitSynchronized(vm);
    }

    private static void awaitTyped(
            SerialConsole console, String command, String text, Duration atMost) {
        Eventually.holds(
                command + " shows " + text,
                atMost,
                () -> {
                    console.type("\n" + command + "\n");
                    console.awaitText(text, Duration.ofSeconds(5));
                });
    }

    private static void awaitSynchronized(TestVm vm) {
        Eventually.holds(
                vm.key() + " has its credentials",
                TestVm.BOOT,
                () ->
                        assertThat(
                                        InstanceConditions.of(
                                                        vm.vmi()
                                                                .orElseThrow()
                                                                .status()
                                                                .conditions())
                                                .isTrue(
                                                        ConditionType
                                                                .ACCESS_CREDENTIALS_SYNCHRONIZED))
                                .isTrue());
    }

    private static void create(String name, String key, String text) throws Exception {
        Cluster.CORE
                .createNamespacedSecret(
                        NAMESPACE.name(),
                        new V1Secret()
                                .metadata(new V1ObjectMeta().name(name))
                                .stringData(Map.of(key, text)))
                .execute();
    }
}
