package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What speaks for a guest in its pod: a real passt in a real network namespace. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PasstIT {

    private static final ForwardedPort LOW = new ForwardedPort("tcp", 80);
    private static final ForwardedPort DATAGRAMS = new ForwardedPort("udp", 53);

    @TempDir Path directory;
    private TestPod pod;
    private LauncherRef launcher;

    @BeforeAll
    static void install() throws IOException {
        NewerPrograms.install("passt");
    }

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
    }

    @AfterEach
    void endPod() throws IOException {
        agent().release(pod.vmiUid);
        pod.close();
        assertThat(processes()).isEmpty();
    }

    @Test
    void itRunsInTheLaunchersCgroupsAsTheGuestsUserAndSeesNoFile() throws Exception {
        PreparedGuest guest = prepare(LOW);

        long passt = confined();
        Path proc = Path.of("/proc/" + passt);
        assertThat(guest.resources().taps()).isEmpty();
        assertThat(Files.readAllLines(proc.resolve("cgroup")))
                .isEqualTo(Files.readAllLines(Path.of("/proc/" + launcher.pid() + "/cgroup")));
        assertThat(new ProcessTable().uid(passt)).contains(guest.resources().uid());
        assertThat(Files.readString(proc.resolve("status")))
                .contains("NoNewPrivs:\t1", "CapEff:\t0000000000000000");
        try (var files = Files.list(proc.resolve("root"))) {
            assertThat(files).isEmpty();
        }
        assertThat(Files.readSymbolicLink(proc.resolve("ns/net")))
                .isEqualTo(Files.readSymbolicLink(Path.of("/proc/" + launcher.pid() + "/ns/net")));
        for (String namespace : List.of("user", "mnt", "pid", "ipc")) {
            assertThat(Files.readSymbolicLink(proc.resolve("ns/" + namespace)))
                    .isNotEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/" + namespace)));
        }
    }

    @Test
    void itBindsWhatIsListedAndNothingElse() throws Exception {
        prepare(LOW, DATAGRAMS);

        assertThat(bound("tcp")).containsExactly(80);
        assertThat(bound("udp")).containsExactly(53);
    }

    /** All that are not ephemeral: with the usual range they would need 74,606 open files. */
    @Test
    void withoutAListItBindsAllThatNobodyIsGivenByChance() throws Exception {
        pod.network("echo 1024 65535 >/proc/sys/net/ipv4/ip_local_port_range");

        prepare();

        assertThat(bound("tcp")).hasSize(1023).contains(1, 80, 1023);
        assertThat(bound("udp")).hasSize(1023).contains(1, 53, 1023);
    }

    @Test
    void anotherAgentFindsItAndReleaseEndsIt() throws Exception {
        PreparedGuest guest = prepare(LOW);
        long before = confined();

        assertThat(prepare(LOW)).isEqualTo(guest);

        assertThat(confined()).isEqualTo(before);
        assertThat(agent().addresses(guest, launcher))
                .containsExactly(new GuestAddress("default", List.of(TestPod.POD_IP), "eth0"));
        agent().release(pod.vmiUid);
        assertThat(processes()).isEmpty();
        assertThat(directory.resolve("guests")).isEmptyDirectory();
    }

    @Test
    void whatKeepsItFromStartingIsTold() throws Exception {
        Process taken =
                TestPod.quiet(
                        "nsenter",
                        "--net=/proc/" + pod.sandbox.pid() + "/ns/net",
                        "socat",
                        "TCP-LISTEN:80",
                        "STDOUT");
        TestPod.awaitThat(() -> !boundOrNone("tcp").isEmpty());

        assertThatThrownBy(() -> prepare(LOW))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.MAY_PASS))
                .hasMessageContaining("interface \"default\": ")
                .hasMessageContaining("Failed to bind port 80 (Address already in use)");
        taken.destroyForcibly();
    }

    private PreparedGuest prepare(ForwardedPort... ports) throws GuestRefused {
        NicNeed nic =
                new NicNeed(
                        "default",
                        "tap1",
                        NicNeed.Binding.PASST,
                        "02:aa:bb:cc:dd:01",
                        false,
                        "10.0.2.0/24",
                        "fd10:0:2::/120",
                        "vm",
                        List.of(ports),
                        DhcpExtras.NONE,
                        1);
        return agent().prepare(pod.order(launcher, GuestNeeds.NONE.withNics(List.of(nic))));
    }

    private NodeGuestHost agent() {
        return TestPod.agent(directory, 2_900_000);
    }

    private List<Integer> boundOrNone(String protocol) {
        try {
            return bound(protocol);
        } catch (IOException none) {
            return List.of();
        }
    }

    /** Ports of the pod that something is bound to, as its network namespace lists them. */
    private List<Integer> bound(String protocol) throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/net/%s".formatted(launcher.pid(), protocol)))
                .stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+")[1].split(":")[1])
                .map(port -> Integer.parseInt(port, 16))
                .sorted()
                .toList();
    }

    /** It locks itself in just after it has begun to listen. */
    private long confined() {
        TestPod.awaitThat(() -> processes().stream().anyMatch(this::isConfined));
        return processes().getFirst();
    }

    private boolean isConfined(long pid) {
        return new ProcessTable().filtersSystemCalls(pid);
    }

    private List<Long> processes() {
        return TestPod.running("--socket=" + directory.resolve("guests"));
    }
}
