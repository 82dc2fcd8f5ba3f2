package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A Debian with systemd, cloud-init and the guest agent: what cloud-init makes of both seeds, and
 * what the agent tells. The cluster needs its image: {@code cluster/sync.sh --image guest-debian}.
 */
class DebianGuestE2E {

    /** systemd and Python under emulation, two guests at once. */
    private static final Duration BOOT = Duration.ofMinutes(6);

    private static final String SECRETS =
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: seed}
            stringData:
              userdata: |
                #cloud-config
                hostname: by-secret
                write_files: [{path: /root/written, content: of-the-secret}]
                runcmd: [[sh, -c, "echo ran-$((40 + 2)) >/root/ran"]]
              networkdata: |
                {"links": [{"id": "nic", "type": "phy", "ethernet_mac_address": "02:00:00:00:14:00", "mtu": 1400}],
                 "networks": [{"id": "net", "link": "nic", "type": "ipv4_dhcp"}]}
            """;

    private static final String INSTANCE =
            """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachineInstance
            metadata: {name: NAME}
            spec:
              terminationGracePeriodSeconds: 60
              domain:
                memory: {guest: 384Mi}
                firmware:
                  kernelBoot:
                    kernelArgs: root=/dev/vda console=ttyS0 quiet
                    container:
                      image: localhost/kubevirt-ee/guest-debian:demo
                      kernelPath: /boot/vmlinuz
                      initrdPath: /boot/initrd
                devices:
                  disks:
                    - {name: system, disk: {bus: virtio}}
                    - {name: seed, disk: {bus: virtio}}
                  interfaces:
                    - {name: default, masquerade: {}, macAddress: "02:00:00:00:14:00", tag: uplink}
              networks:
                - {name: default, pod: {}}
              volumes:
                - name: system
                  containerDisk: {image: localhost/kubevirt-ee/guest-debian:demo}
                - name: seed
                  SEED
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static TestVm byDrive;
    private static TestVm byNoCloud;

    /** Together: each has a processor to boot on. */
    @BeforeAll
    static void theGuestsBoot() {
        NAMESPACE.create(SECRETS);
        byDrive =
                instance(
                        "drive",
                        "cloudInitConfigDrive: {secretRef: {name: seed}, networkDataSecretRef: {name: seed}}");
        byNoCloud =
                instance(
                        "nocloud",
                        "cloudInitNoCloud: {userData: \"#cloud-config\\nwrite_files: [{path: /root/written, content: inline}]\"}");
    }

    @Test
    void cloudInitReadsAConfigDriveOfSecretsWithItsNetwork() throws Exception {
        awaitAgent(byDrive);
        try (SerialConsole console = SerialConsole.open(byDrive.key())) {
            awaitCloudInit(console);
            console.shows("hostname", "by-secret");
            console.shows("cat /root/written; echo", "of-the-secret");
            console.shows("cat /root/ran", "ran-42");
            console.shows("cloud-id", "configdrive");
            console.shows("cat /sys/class/net/e*/mtu", "1400");
            console.shows(
                    "mount -o ro LABEL=config-2 /mnt; cat /mnt/openstack/latest/meta_data.json",
                    "\"address\":\"0000:00:10.0\",\"mac\":\"02:00:00:00:14:00\",\"tags\":[\"uplink\"]");
            console.shows(
                    "echo tagged=$(cat /sys/bus/pci/devices/0000:00:10.0/virtio*/net/*/address)",
                    "tagged=02:00:00:00:14:00");
        }
    }

    @Test
    void cloudInitReadsANoCloudSeedAndTheAgentTellsWhatItRuns() throws Exception {
        awaitAgent(byNoCloud);
        try (SerialConsole console = SerialConsole.open(byNoCloud.key())) {
            awaitCloudInit(console);
            console.shows("cat /root/written; echo", "inline");
            console.shows("hostname", "nocloud");
            console.shows("cloud-id", "nocloud");
        }
        assertThat(
                        Shell.kubectlDone(
                                "",
                                "get",
                                "--raw",
                                "/apis/subresources.kubevirt.io/v1/namespaces/%s/virtualmachineinstances/nocloud/guestosinfo"
                                        .formatted(NAMESPACE.name())))
                .contains("\"id\":\"debian\"", "\"versionId\":\"13\"");
    }

    private static TestVm instance(String name, String seed) {
        NAMESPACE.create(INSTANCE.replace("NAME", name).replace("SEED", seed));
        return TestVm.named(NAMESPACE.name(), name);
    }

    /** Asked for again and again: what is typed before the login is lost. */
    private static void awaitCloudInit(SerialConsole console) {
        Eventually.holds(
                "cloud-init is through",
                BOOT,
                () -> {
                    console.type("\ncloud-init status\n");
                    console.awaitText("status: done", Duration.ofSeconds(20));
                });
    }

    private static void awaitAgent(TestVm vm) {
        Eventually.holds(
                vm.key() + " has its agent",
                BOOT,
                () ->
                        assertThat(vm.vmi().orElseThrow().status().conditions())
                                .anyMatch(
                                        condition ->
                                                condition.type().equals("AgentConnected")
                                                        && condition.status().equals("True")));
    }
}
