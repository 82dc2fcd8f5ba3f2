package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterface;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests by both bindings reach each other, and are what their status says. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NetworkE2E {

    private static final String BRIDGED =
            """
            bridge: {}
                          dhcpOptions:
                            privateOptions: [{option: 240, value: told}]
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

    private static String get(String address) {
        return "echo 'GET /cgi-bin/index.cgi HTTP/1.0' | sed 's/$/\\r\\n/' | nc -w 5 "
                + address
                + " 80";
    }

    private static VirtualMachineInstanceNetworkInterface nic(TestVm vm) {
        return vm.vmi().orElseThrow().status().interfaces().getFirst();
    }
}
