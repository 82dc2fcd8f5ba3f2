package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Linux in a real qemu, whose network is a real passt in its pod: what it is told, whom it
 * reaches, and who reaches it. An emulating qemu of Debian 12 ends when a guest has such a device
 * interrupt it by MSI; that of Debian 13 does not.
 */
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PasstGuestIT {

    @TempDir Path directory;
    private final List<Process> outside = new ArrayList<>();
    private LinuxGuest linux;

    @BeforeEach
    void make() throws Exception {
        NewerPrograms.install("passt");
        linux = new LinuxGuest(directory, "network", "virtio_net");
        serveOutside("socat", "TCP-LISTEN:7000,fork,reuseaddr", "SYSTEM:echo from $SOCAT_PEERADDR");
        serveOutside(
                "dnsmasq",
                "--no-daemon",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--address=/guest.test/10.1.2.3");
    }

    @AfterEach
    void end() throws Exception {
        for (Process process : outside) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        linux.close();
    }

    @Test
    void itHasThePodsAddressAndIsReachedOnListedPortsAlone() throws Exception {
        VirtualMachineInstance vmi = vmi("{\"port\": 80}, {\"port\": 81, \"protocol\": \"UDP\"}");
        PreparedGuest guest = linux.prepare(vmi);
        DomainView domain = boot(vmi, guest);

        assertThat(linux.hear("guest: ready"))
                .contains("guest: lease 10.77.0.2/24 via 10.77.0.1 dns 10.96.0.10")
                .contains("search vms.svc.cluster.local cluster.local name vm")
                .contains("guest: the router answers")
                .contains("guest: outside: from 10.77.0.2")
                .contains("guest: name: 10.1.2.3");
        assertThat(fetch("TCP", 80)).isEqualTo("from port 80 of the guest");
        assertThat(fetch("UDP", 81)).isEqualTo("from port 81 of the guest");
        assertThatThrownBy(() -> fetch("TCP", 81)).hasMessageContaining("Connection refused");
        assertThatThrownBy(() -> fetch("TCP", 22)).hasMessageContaining("Connection refused");
        assertThatThrownBy(() -> fetch("UDP", 80)).hasMessageContaining("Connection refused");
        // As kubectl port-forward does.
        assertThat(linux.pod.network("socat -t 5 - TCP:127.0.0.1:80 </dev/null"))
                .isEqualToIgnoringNewLines("from port 80 of the guest");
        assertThat(linux.virsh("domstats", "--interface", domain.name())).doesNotContain("error");

        linux.hypervisor.destroy(domain);
        TestPod.awaitThat(() -> passts().isEmpty());
    }

    @Test
    void withoutAListItIsReachedOnAnyPortAndAgainAfterItsPasstWasEnded() throws Exception {
        linux.pod.network("echo 1024 65535 >/proc/sys/net/ipv4/ip_local_port_range");
        VirtualMachineInstance vmi = vmi("");
        PreparedGuest guest = linux.prepare(vmi);
        DomainView domain = boot(vmi, guest);
        linux.hear("guest: ready");

        assertThat(fetch("TCP", 80)).isEqualTo("from port 80 of the guest");
        assertThat(fetch("TCP", 81)).isEqualTo("from port 81 of the guest");
        assertThat(fetch("UDP", 80)).isEqualTo("from port 80 of the guest");
        assertThat(linux.host.adopted(guest, domain.qemuPid().getAsLong(), linux.launcher))
                .isTrue();

        passts().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        TestPod.awaitThat(
                () -> !linux.host.adopted(guest, domain.qemuPid().getAsLong(), linux.launcher));
        linux.host.adopt(guest, domain.qemuPid().getAsLong(), linux.launcher);

        assertThat(linux.host.adopted(guest, domain.qemuPid().getAsLong(), linux.launcher))
                .isTrue();
        TestPod.awaitThat(() -> answers(80));
    }

    private DomainView boot(VirtualMachineInstance vmi, PreparedGuest guest) throws Exception {
        DomainView domain = linux.start(vmi, guest);
        linux.host.adopt(guest, domain.qemuPid().getAsLong(), linux.launcher);
        linux.hypervisor.resume(domain);
        return domain;
    }

    private VirtualMachineInstance vmi(String ports) {
        return JSON.deserialize(
                """
                {"metadata": {"namespace": "vms", "name": "vm", "uid": "%s"},
                 "spec": {"domain": {"memory": {"guest": "128Mi"},
                     "firmware": {"kernelBoot": {"kernelArgs": "console=ttyS0 panic=-1 pci=nomsi serve=80,81",
                       "container": {"image": "i", "kernelPath": "/k", "initrdPath": "/i"}}},
                     "devices": {"autoattachGraphicsDevice": false, "interfaces": [
                       {"name": "default", "passtBinding": {}, "ports": [%s]}]}},
                   "networks": [{"name": "default", "pod": {}}]}}"""
                        .formatted(linux.pod.vmiUid, ports),
                VirtualMachineInstance.class);
    }

    private void serveOutside(String... command) throws IOException {
        outside.add(TestPod.quietIn(linux.pod.neighbour, command));
    }

    /** What a neighbour is told at a port of the pod. */
    private String fetch(String protocol, int port) throws IOException {
        return TestPod.in(
                        linux.pod.neighbour,
                        "echo ask | socat -t 5 -T 5 - %s:%s:%d,shut-none"
                                .formatted(protocol, TestPod.POD_IP, port))
                .strip();
    }

    private boolean answers(int port) {
        try {
            return fetch("TCP", port).endsWith("of the guest");
        } catch (IOException notYet) {
            return false;
        }
    }

    private List<Long> passts() {
        return TestPod.running("--socket=" + directory.resolve("guests"));
    }
}
