package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Figures of itself and of its node that a guest reads, once the administrator lets it. */
class DownwardMetricsE2E {

    private static final String DEVICES =
            """
                        - {name: figures, disk: {bus: virtio}}
                      downwardMetrics: {}
            """;
    private static final String VOLUMES =
            """
                    - {name: figures, downwardMetrics: {}}
            """;
    private static final String GATES =
            "{\"spec\": {\"configuration\": {\"developerConfiguration\": {\"featureGates\": %s}}}}";
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Without what the guest itself has kept of it. */
    private static final String READ_DISK =
            "echo 3 >/proc/sys/vm/drop_caches; dd if=/dev/vdc bs=4096 count=1 2>/dev/null | tr -d '\\000-\\010'";

    private static final String READ_CHANNEL =
            "for p in /sys/class/virtio-ports/*; do if grep -q vhostmd $p/name; then port=/dev/${p##*/}; fi; done;"
                    + " exec 3<>$port; printf 'GET /metrics/XML\\n\\n' >&3; sed '/^$/q' <&3; exec 3>&-";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @AfterAll
    static void gatesAreClosedAgain() {
        gates("null");
    }

    @Test
    void aGuestReadsFiguresOnItsDiskAndAsksForThemOnItsChannel() {
        TestVm vm = TestVm.named(NAMESPACE.name(), "figures");
        String manifest =
                vm.manifest("vm-first", DEVICES, VOLUMES)
                        .replace("guest-containerdisk:demo", "guest-agent:demo");
        gates("null");
        Shell.Ended refused =
                Shell.kubectl(manifest, "--namespace", NAMESPACE.name(), "create", "-f", "-");
        assertThat(refused.output())
                .contains(
                        "spec.template.spec.domain.devices.downwardMetrics",
                        "is behind a feature gate that is closed");

        gates("[\"DownwardMetrics\"]");
        NAMESPACE.create(manifest);
        GuestIdentity guest = vm.awaitPage();
        String node = vm.vmi().orElseThrow().status().nodeName();
        Eventually.holds(
                "the disk has figures",
                SOON,
                () -> {
                    try (SerialConsole console = SerialConsole.open(vm.key())) {
                        console.shows(READ_DISK, "<value>" + node + "</value>");
                        console.shows(READ_DISK + " | head -c 4", "mvbd");
                        console.shows(
                                READ_DISK + " | grep -A1 'ResourceProcessorLimit'",
                                "<value>1</value>");
                    }
                });
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows(READ_CHANNEL, "<value>" + node + "</value>");
        }

        Components.pods("virt-handler").forEach(Components::delete);
        Components.awaitReady("virt-handler", 1);
        Eventually.holds(
                "the next agent answers",
                SOON,
                () -> {
                    try (SerialConsole console = SerialConsole.open(vm.key())) {
                        console.shows(READ_CHANNEL + " | grep -A1 HostName", "<value>" + node);
                    }
                });
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static void gates(String list) {
        Shell.kubectlDone(
                "",
                "--namespace",
                "kubevirt",
                "patch",
                "kubevirt",
                "kubevirt",
                "--type=merge",
                "--patch=" + GATES.formatted(list));
    }
}
