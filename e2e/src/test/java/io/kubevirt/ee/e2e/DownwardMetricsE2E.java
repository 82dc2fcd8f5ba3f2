package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Figures of itself and of its node that a guest reads, once the administrator lets it. */
class DownwardMetricsE2E {

    private static final String DEVICES =
            """
                    - {name: figures, disk: {bus: virtio}}
                  downwardMetrics: {}
                  interfaces:
            """;
    private static final String VOLUMES =
            """
              volumes:
                - {name: figures, downwardMetrics: {}}
            """;
    private static final ClusterSetting GATES = new ClusterSetting("featureGates");

    /** Not out of what the guest itself has kept of it. */
    private static final String DISK =
            "echo 3 >/proc/sys/vm/drop_caches;"
                    + " dd if=/dev/vdb bs=4096 count=1 2>/dev/null | tr -d '\\000'";

    /** The shell reads no further than a line's end: after the empty one nothing would come. */
    private static final String CHANNEL =
            "{ for p in /sys/class/virtio-ports/*; do"
                    + " if grep -q vhostmd $p/name; then port=/dev/${p##*/}; fi; done;"
                    + " exec 3<>$port; printf 'GET /metrics/XML\\n\\n' >&3;"
                    + " while read -r line <&3 && [ \"$line\" ]; do echo \"$line\"; done; exec 3>&-; }";

    /** One figure, and nothing of the others: the console shows all that it ever showed. */
    private static final String ONE = " | grep -A1 '>%s<' | tr -d ' \\n'; echo";

    /** Each replica of virt-api watches the setting for itself. */
    private static final Duration OPENED = Duration.ofSeconds(20);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private final TestVm vm = TestVm.named(NAMESPACE.name(), "figures");

    @BeforeAll
    @AfterAll
    static void gatesAreClosed() {
        GATES.set("null");
    }

    @Test
    void aGuestReadsFiguresOnItsDiskAndAsksForThemOnItsChannel() {
        String manifest = manifest();
        Shell.Ended refused =
                Shell.kubectl(manifest, "--namespace", NAMESPACE.name(), "create", "-f", "-");
        assertThat(refused.output())
                .contains("spec.domain.devices.downwardMetrics", "spec.volumes[0]")
                .contains("is behind a feature gate that is closed");

        GATES.set("[\"DownwardMetrics\"]");
        Eventually.holds("the gate is open", OPENED, () -> NAMESPACE.create(manifest));
        GuestIdentity guest = vm.awaitPage();
        String node = vm.vmi().orElseThrow().status().nodeName();
        readsItsDisk(node);
        asks(node);

        V1Pod agent = Programs.pod("virt-handler");
        Programs.delete(agent);
        Programs.awaitReplaced("virt-handler", agent);
        readsItsDisk(node);
        asks(node);

        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "delete",
                "vmi",
                vm.key().name(),
                "--wait=false");
        vm.awaitNothingLeft(guest);
    }

    private String manifest() {
        return vm.manifest("vmi-kernelboot")
                .replace("guest-kernelboot:demo", "guest-agent:demo")
                .replace("      interfaces:\n", DEVICES)
                .replace("  volumes:\n", VOLUMES);
    }

    /** Written anew every five seconds. */
    private void readsItsDisk(String node) {
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo is-$(" + DISK + " | head -c 4)", "is-mvbd");
            console.shows(DISK + ONE.formatted("HostName"), named("HostName", node));
            console.shows(
                    DISK + ONE.formatted("ResourceProcessorLimit"),
                    named("ResourceProcessorLimit", "1"));
            console.shows(
                    "at() { "
                            + DISK
                            + " | grep -A1 '>Time<'; }; a=$(at); sleep 6;"
                            + " if [ \"$a\" != \"$(at)\" ]; then echo later-$((40 + 2)); fi",
                    "later-42");
        }
    }

    private void asks(String node) {
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows(CHANNEL + ONE.formatted("HostName"), named("HostName", node));
        }
    }

    private static String named(String name, String value) {
        return "<name>%s</name><value>%s</value>".formatted(name, value);
    }
}
