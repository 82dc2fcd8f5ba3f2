package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * What sits behind a tap in place of qemu: a process that holds the tap open (the frames' pump, as
 * qemu is), and a network namespace with the guest's network card.
 */
final class TestGuest implements AutoCloseable {

    private static final String MAC = "02:aa:bb:cc:dd:01";
    // Tells what the DHCP server offered, and takes it.
    private static final String LEASE_SCRIPT =
            """
            #!/bin/sh
            [ "$1" = bound ] || exit 0
            set
            ip addr replace "$ip/$mask" dev eth0
            ip link set dev eth0 mtu "$mtu"
            ip route replace default via "$router"
            """;

    // The same of DHCPv6, for dhclient(8).
    private static final String IPV6_LEASE_SCRIPT =
            """
            #!/bin/sh
            [ "$reason" = BOUND6 ] || exit 0
            ip addr replace "$new_ip6_address/128" dev eth0 nodad
            echo "address=$new_ip6_address dns=$new_dhcp6_name_servers search=$new_dhcp6_domain_search" >"$0.new"
            mv "$0.new" "$0.told"
            """;

    private final Process machine;
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();

    /** Opens the tap in the node's network namespace, as libvirt does. */
    TestGuest(String tap, Path directory) throws IOException {
        this.directory = directory;
        machine = TestPod.unshared();
        Path wire = Files.createTempDirectory(directory, "wire");
        Path pump = wire.resolve("pump");
        Path card = wire.resolve("card");
        processes.add(
                TestPod.quiet(
                        "socat",
                        "TUN,tun-name=" + tap + ",tun-type=tap,iff-no-pi",
                        "UNIX-SENDTO:" + card + ",bind=" + pump));
        TestPod.awaitThat(() -> Files.exists(pump));
        processes.add(
                TestPod.quietIn(
                        machine,
                        "socat",
                        "TUN,tun-name=eth0,tun-type=tap,iff-no-pi",
                        "UNIX-SENDTO:" + pump + ",bind=" + card));
        TestPod.awaitThat(() -> Files.exists(card));
        in("ip link set lo up; ip link set eth0 address " + MAC + "; ip link set eth0 up");
    }

    /** The process that holds the tap. */
    long pid() {
        return processes.getFirst().pid();
    }

    /** Asks for a lease, takes it, and returns what was offered. */
    String lease() throws IOException {
        Path script = directory.resolve("lease.sh");
        Files.writeString(script, LEASE_SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        String options =
                "-O mtu -O search -O lease -O hostname -O bootfile -O tftp -O ntpsrv -O 224 -O 254";
        return in("busybox udhcpc -i eth0 -f -q -n -t 5 -T 1 %s -s %s".formatted(options, script))
                .replace("'", "");
    }

    /** Asks for an IPv6 address, takes it, and returns what was offered. */
    String ipv6Lease() throws IOException {
        Path script = directory.resolve("lease6.sh");
        Files.writeString(script, IPV6_LEASE_SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        // It speaks from its link-local address, once that is sure to be its own.
        TestPod.awaitThat(() -> isIpv6Ready());
        start(
                "dhclient",
                "-6",
                "-d",
                "--no-pid",
                "-cf",
                "/dev/null",
                "-lf",
                directory.resolve("lease6").toString(),
                "-sf",
                script.toString(),
                "eth0");
        Path told = directory.resolve("lease6.sh.told");
        TestPod.awaitThat(() -> Files.exists(told));
        return Files.readString(told);
    }

    private boolean isIpv6Ready() {
        try {
            return in("ip -6 addr show dev eth0 tentative").isEmpty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Answers every connection to port 8080 with a text, of both families. */
    void serve(String text) throws IOException {
        start("socat", "TCP6-LISTEN:8080,fork,reuseaddr", "SYSTEM:printf \"" + text + "\"");
        TestPod.awaitThat(() -> listens("tcp6", 8080));
    }

    /** Answers every datagram to port 9090. */
    void echoDatagrams() throws IOException {
        start("socat", "UDP-LISTEN:9090,fork,reuseaddr", "SYSTEM:echo pong");
        TestPod.awaitThat(() -> listens("udp", 9090));
    }

    /** Runs a shell command inside. */
    String in(String command) throws IOException {
        return TestPod.in(machine, command);
    }

    private void start(String... command) throws IOException {
        processes.add(TestPod.quietIn(machine, command));
    }

    private boolean listens(String protocol, int port) {
        try {
            return Files.readString(Path.of("/proc/" + machine.pid() + "/net/" + protocol))
                    .contains(":%04X 00000000".formatted(port));
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        machine.destroyForcibly();
    }
}
