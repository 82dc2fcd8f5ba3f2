package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterface;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests by all bindings reach each other, and are what their status says. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkE2E {

    private static final String BRIDGED =
            """
            bridge: {}
                          dhcpOptions:
                            privateOptions: [{option: 240, value: told}]
            """;

    private static final String BY_PASST =
            """
            passtBinding: {}
                          ports: [{name: http, port: 80}]
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aBridgedGuestHasThePodsAddressesAndReachesAMasqueradedOne() throws Exception {
        TestVm bridged =
                TestVm.create(NAMESPACE.name(), "vm-first", "bridged", "masquerade: {}\n", BRIDGED);
        TestVm behind = TestVm.create(NAMESPACE.name(), "vm-first", "behind");
        bridged.awaitPage();
        behind.awaitPage();
        VirtualMachineInstanceNetworkInterface nic = nic(bridged);
        assertThat(nic.ipAddress())
                .isEqualTo(bridged.launcherPods().getFirst().getStatus().getPodIP());

        try (SerialConsole console = SerialConsole.open(bridged.key())) {
            console.shows("ip addr show", "inet " + nic.ipAddress() + "/");
            console.shows("ip addr show", "link/ether " + nic.mac());
            console.shows("cat /etc/resolv.conf", "nameserver ");
            console.shows(get(nic(behind).ipAddress()), behind.nonce());
        }
        try (SerialConsole console = SerialConsole.open(behind.key())) {
            console.shows(get(nic.ipAddress()), bridged.nonce());
        }
        for (TestVm vm : new TestVm[] {bridged, behind}) {
            GuestIdentity guest = vm.identity();
            vm.delete();
            vm.awaitNothingLeft(guest);
        }
    }

    @Test
    void aGuestByPasstIsAProgramOfItsPodAndOutlivesTheAgent() throws Exception {
        TestVm passed =
                TestVm.create(NAMESPACE.name(), "vm-first", "passed", "masquerade: {}\n", BY_PASST);
        TestVm other = TestVm.create(NAMESPACE.name(), "vm-first", "other");
        GuestIdentity guest = passed.awaitPage();
        GuestIdentity neighbour = other.awaitPage();
        String address = nic(passed).ipAddress();
        assertThat(address).isEqualTo(passed.launcherPods().getFirst().getStatus().getPodIP());

        try (SerialConsole console = SerialConsole.open(passed.key())) {
            console.shows("ip addr show", "inet " + address + "/");
            console.shows(get(nic(other).ipAddress()), other.nonce());
        }
        NodeView.Started passt = NodeView.started(passt(guest));
        Components.pods("virt-handler").forEach(Components::delete);
        Components.awaitReady("virt-handler", 1);
        try (SerialConsole console = SerialConsole.open(other.key())) {
            console.shows(get(address), passed.nonce());
        }
        assertThat(NodeView.started(passt(guest))).isEqualTo(passt);

        passed.delete();
        other.delete();
        passed.awaitNothingLeft(guest);
        other.awaitNothingLeft(neighbour);
    }

    private static long passt(GuestIdentity guest) {
        return NodeView.processes(guest.vmiUid()).stream()
                .filter(pid -> NodeView.executable(pid).contains("passt"))
                .findFirst()
                .orElseThrow();
    }

    private static String get(String address) {
        return "echo 'GET /cgi-bin/index.cgi HTTP/1.0' | sed 's/$/\\r\\n/' | nc -w 5 "
                + address
                + " 80";
    }

    private static VirtualMachineInstanceNetworkInterface nic(TestVm vm) {
        return vm.vmi().orElseThrow().status().interfaces().getFirst();
    }
}
