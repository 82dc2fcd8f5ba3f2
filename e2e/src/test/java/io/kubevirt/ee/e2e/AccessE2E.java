package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Keys and passwords of Secrets are in the guest: by its agent, and on both seeds of cloud-init.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccessE2E {

    private static final Duration CHANGED = Duration.ofMinutes(3);
    private static final String AGENTS_KEYS = "cat /.ssh/authorized_keys";
    private static final String CREDENTIALS =
            """
              accessCredentials:
                - sshPublicKey:
                    source: {secret: {secretName: keys}}
                    propagationMethod: {qemuGuestAgent: {users: [root]}}
                - sshPublicKey:
                    source: {secret: {secretName: keys}}
                    propagationMethod: {noCloud: {}}
                - sshPublicKey:
                    source: {secret: {secretName: keys}}
                    propagationMethod: {configDrive: {}}
                - userPassword:
                    source: {secret: {secretName: words}}
                    propagationMethod: {qemuGuestAgent: {}}
              domain:
            """;
    private static final String SEEDS =
            """
              volumes:
                - name: seed
                  cloudInitNoCloud: {userData: "#cloud-config"}
                - name: drive
                  cloudInitConfigDrive: {userData: "#cloud-config"}
            """;
    private static final String DISKS =
            """
                    - name: seed
                      disk: {bus: virtio}
                    - name: drive
                      disk: {bus: virtio}
                  interfaces:
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void keysAndPasswordsComeIntoTheGuestAndFollowTheirSecrets() throws Exception {
        create("keys", "mine", "ssh-ed25519 AAAAfirst me\n");
        create("words", "root", "word-of-root");
        TestVm vm = TestVm.named(NAMESPACE.name(), "access");
        Shell.kubectlDone(manifest(vm), "--namespace", NAMESPACE.name(), "create", "-f", "-");
        awaitSynchronized(vm);

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows(AGENTS_KEYS, "\nssh-ed25519 AAAAfirst me");
            console.shows("cat /etc/passwd", "\nroot:$6$");
            console.shows(
                    "cat /run/seed/meta-data", "\"public-keys\":{\"0\":\"ssh-ed25519 AAAAfirst");
            console.shows(
                    "mkdir -p /run/d; mount -t iso9660 -o ro $(findfs LABEL=config-2) /run/d;"
                            + " cat /run/d/openstack/latest/meta_data.json",
                    "\"public_keys\":{\"0\":\"ssh-ed25519 AAAAfirst");

            Cluster.CORE.deleteNamespacedSecret("keys", NAMESPACE.name()).execute();
            create("keys", "mine", "ssh-ed25519 AAAAsecond me\n");
            awaitChanged(vm, console);
        }
        awaitSynchronized(vm);
    }

    private static String manifest(TestVm vm) {
        return vm.manifest("vmi-kernelboot")
                .replace("guest-kernelboot:demo", "guest-agent:demo")
                .replace("  domain:\n", CREDENTIALS)
                .replace("      interfaces:\n", DISKS)
                .replace("  volumes:\n", SEEDS);
    }

    /** The kubelet and the agent look once a minute, and at once when what they look at changes. */
    private static void awaitChanged(TestVm vm, SerialConsole console) {
        String pod = "pod/" + vm.launcherPods().getFirst().getMetadata().getName();
        AtomicInteger looks = new AtomicInteger();
        Eventually.holds(
                AGENTS_KEYS + " shows what has changed",
                CHANGED,
                () -> {
                    String look = "example.org/look=" + looks.incrementAndGet();
                    annotate(pod, look);
                    annotate("virtualmachineinstance/" + vm.key().name(), look);
                    console.type("\n" + AGENTS_KEYS + "\n");
                    console.awaitText("\nssh-ed25519 AAAAsecond me", Duration.ofSeconds(5));
                });
    }

    private static void annotate(String what, String annotation) {
        Shell.kubectlDone(
                "", "--namespace", NAMESPACE.name(), "annotate", "--overwrite", what, annotation);
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
