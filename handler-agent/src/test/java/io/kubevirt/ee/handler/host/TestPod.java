package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A pod made of what pods are made of: a network namespace with eth0 (its other end in a
 * neighbour's namespace), cgroups in every hierarchy, and containers that are processes with a
 * mount namespace, a pid namespace and an overlay as their root.
 */
final class TestPod implements AutoCloseable {

    static final String POD_IP = "10.77.0.2";
    static final String NEIGHBOUR_IP = "10.77.0.1";
    static final int MTU_BYTES = 1410;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BUSYBOX = "/bin/busybox";
    // Runs in the container's namespaces: makes its root and becomes its first process.
    private static final String BECOME =
            """
            mount --make-rprivate /
            mount -t overlay overlay -o "lowerdir=$1/image,upperdir=$1/upper,workdir=$1/work" "$1/root"
            if [ "$2" = readonly ]; then mount -o remount,bind,ro "$1/root"; fi
            cd "$1/root"; shift 2
            pivot_root . .
            exec /bin/busybox sh -c '/bin/busybox umount -l /; exec "$@"' sh "$@"
            """;
    private static final String JOIN =
            "while [ \"$1\" != -- ]; do echo $$ > \"$1\"; shift; done; shift; exec \"$@\"";

    final String podUid = UUID.randomUUID().toString();
    final String vmiUid = UUID.randomUUID().toString();
    final Path directory;
    final Process sandbox;
    final Process neighbour;
    private final List<Process> containers = new ArrayList<>();
    private final List<Path> cgroups = new ArrayList<>();

    /** Makes the pod's network; containers are started one by one. */
    TestPod(Path directory) throws IOException {
        this.directory = directory;
        sandbox = unshared();
        neighbour = unshared();
        network(
                "ip link set lo up",
                "ip link add eth0 mtu %d type veth peer name eth1 netns %d"
                        .formatted(MTU_BYTES, neighbour.pid()),
                "ip addr add %s/24 dev eth0".formatted(POD_IP),
                "ip link set eth0 up",
                "ip route add default via " + NEIGHBOUR_IP);
        in(
                neighbour,
                "ip link set lo up; ip link set eth1 mtu %d; ip addr add %s/24 dev eth1; ip link set eth1 up"
                        .formatted(MTU_BYTES, NEIGHBOUR_IP));
    }

    /** What the guest's tap is called. */
    String tap() {
        return "tap" + vmiUid.replace("-", "").substring(0, 11);
    }

    /** The guest's interface, behind the pod. */
    NicNeed masqueraded(DhcpExtras dhcp, ForwardedPort... ports) {
        return new NicNeed(
                "default",
                tap(),
                NicNeed.Binding.MASQUERADE,
                "02:aa:bb:cc:dd:01",
                false,
                "10.0.2.0/24",
                "fd10:0:2::/120",
                "vm",
                List.of(ports),
                dhcp,
                1);
    }

    /** The guest's interface, in the place of the pod. */
    NicNeed bridged(String mac, boolean macStated, DhcpExtras dhcp) {
        return new NicNeed(
                "default",
                tap(),
                NicNeed.Binding.BRIDGE,
                mac,
                macStated,
                "10.0.2.0/24",
                "fd10:0:2::/120",
                "vm",
                List.of(),
                dhcp,
                1);
    }

    /** Makes the neighbour one that sends back what pods send: a CNI bridge in hairpin mode. */
    void hairpin(String... neighbours) throws IOException {
        in(
                neighbour,
                """
                ip addr flush dev eth1
                ip link add cni0 mtu %d type bridge stp_state 0 forward_delay 0
                ip link set eth1 master cni0
                ip link set eth1 type bridge_slave hairpin on
                ip link set cni0 up
                """
                        .formatted(MTU_BYTES));
        for (String address : neighbours) {
            in(neighbour, "ip addr add %s dev cni0".formatted(address));
        }
    }

    /** The MAC address of eth0. */
    String mac() throws IOException {
        return network("ip -br link show dev eth0").strip().split("\\s+")[2];
    }

    /** An agent's host whose guests are below a folder, with uids from there on. */
    static NodeGuestHost agent(Path directory, int firstUid) {
        return new NodeGuestHost(settings(directory, firstUid));
    }

    static HostSettings settings(Path directory, int firstUid) {
        return new HostSettings(
                directory.resolve("guests"),
                directory.resolve("log"),
                Path.of("/sys/fs/cgroup"),
                firstUid);
    }

    /** What the agent is to prepare for this pod's guest. */
    GuestOrder order(LauncherRef launcher, GuestNeeds needs) {
        return new GuestOrder(vmiUid, "vms", "vm", launcher, needs);
    }

    /** The launcher's container, with the files the kubelet and the launcher put into it. */
    LauncherRef startLauncher() throws IOException {
        Path image = image("compute");
        Files.createDirectories(image.resolve("run/kubevirt"));
        Files.createDirectories(image.resolve("etc"));
        Files.createSymbolicLink(image.resolve("var"), Path.of("/../../here"));
        Files.createDirectories(image.resolve("here"));
        Files.createSymbolicLink(image.resolve("here/run"), Path.of("/run"));
        Files.writeString(
                image.resolve("etc/resolv.conf"),
                "search vms.svc.cluster.local cluster.local\nnameserver 10.96.0.10\nnameserver fd00:10:96::a\n");
        start("compute", false, sleeper("--vmi-name", "vm", "--vmi-uid", vmiUid));
        ProcessFacts process = process("--vmi-uid", vmiUid);
        return new LauncherRef(podUid, vmiUid, process.pid(), process.startTicks());
    }

    /** The folder of an image, to be filled before its container starts. */
    Path image(String container) throws IOException {
        Path image = directory.resolve(container + "/image");
        if (!Files.exists(image)) {
            Files.createDirectories(image.resolve("bin"));
            Files.copy(Path.of(BUSYBOX), image.resolve("bin/busybox"));
            for (String name : List.of("upper", "work", "root")) {
                Files.createDirectories(directory.resolve(container).resolve(name));
            }
        }
        return image;
    }

    /** Starts the sleeper of a volume's container. */
    void startVolume(String volume, boolean readOnly) throws IOException {
        start(volume, readOnly, sleeper("--volume", volume));
    }

    /** Runs shell commands in the pod's network namespace. */
    String network(String... commands) throws IOException {
        return in(sandbox, String.join("; ", commands));
    }

    /** Runs a shell command in the network namespace of {@code process}. */
    static String in(Process process, String command) throws IOException {
        return Command.run(
                List.of(
                        "nsenter",
                        "--net=/proc/" + process.pid() + "/ns/net",
                        "sh",
                        "-euc",
                        command));
    }

    /** A process in a network namespace of its own. */
    static Process unshared() throws IOException {
        Process process = quiet("unshare", "--net", "sleep", "1000");
        Path own = Path.of("/proc/self/ns/net");
        awaitThat(
                () -> {
                    try {
                        Path namespace = Path.of("/proc/" + process.pid() + "/ns/net");
                        return !Files.readSymbolicLink(namespace)
                                .equals(Files.readSymbolicLink(own));
                    } catch (IOException notYet) {
                        return false;
                    }
                });
        return process;
    }

    /** A process in the network namespace of another. */
    static Process quietIn(Process namespace, String... command) throws IOException {
        List<String> whole =
                new ArrayList<>(List.of("nsenter", "--net=/proc/" + namespace.pid() + "/ns/net"));
        whole.addAll(List.of(command));
        return quiet(whole.toArray(String[]::new));
    }

    static Process quiet(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Waits for what the kernel does soon. */
    static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE);
            }
            Thread.onSpinWait();
        }
    }

    /** Processes that live and have a text in their command line. */
    static List<Long> running(String text) {
        return new ProcessTable()
                        .find(
                                found ->
                                        !found.zombie()
                                                && String.join(" ", found.commandLine())
                                                        .contains(text))
                        .stream()
                        .map(ProcessFacts::pid)
                        .toList();
    }

    ProcessFacts process(String option, String value) {
        return new ProcessTable().firstOfContainer(podUid, option, value).orElse(null);
    }

    /** Gives the launcher's container processors of its own, as the kubelet does. */
    void giveProcessors(String list) throws IOException {
        for (Path cgroup : cgroupsOf("compute")) {
            Path processors = cgroup.resolve("cpuset.cpus");
            if (Files.exists(processors)) {
                Files.writeString(processors, list);
            }
        }
    }

    /** Ends one container as a runtime does: its first process is killed. */
    void kill(LauncherRef launcher) {
        ProcessHandle.of(launcher.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static List<String> sleeper(String... options) {
        List<String> command =
                new ArrayList<>(
                        List.of(BUSYBOX, "sh", "-c", "while :; do busybox sleep 1000; done"));
        command.addAll(List.of(options));
        return command;
    }

    private void start(String container, boolean readOnly, List<String> command)
            throws IOException {
        image(container);
        List<String> whole = new ArrayList<>(List.of("sh", "-euc", JOIN, "join"));
        for (Path cgroup : cgroupsOf(container)) {
            whole.add(cgroup.resolve("cgroup.procs").toString());
        }
        whole.addAll(List.of("--", "nsenter", "--net=/proc/" + sandbox.pid() + "/ns/net"));
        whole.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
        whole.addAll(List.of("sh", "-euc", BECOME, "become"));
        whole.addAll(
                List.of(
                        directory.resolve(container).toString(),
                        readOnly ? "readonly" : "writable"));
        whole.addAll(command);
        Process process =
                new ProcessBuilder(whole)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(directory.resolve(container).resolve("errors").toFile())
                        .start();
        containers.add(process);
        awaitThat(
                () ->
                        !new ProcessTable()
                                .find(
                                        found ->
                                                found.commandLine().equals(command)
                                                        && process.descendants()
                                                                .anyMatch(
                                                                        child ->
                                                                                child.pid()
                                                                                        == found
                                                                                                .pid()))
                                .isEmpty());
    }

    /** The launcher's container in one hierarchy. */
    Path cgroupIn(Path hierarchy) {
        return hierarchy
                .resolve("kubevirt-ee-test-pod" + podUid)
                .resolve("pod" + podUid)
                .resolve("compute");
    }

    private List<Path> cgroupsOf(String container) throws IOException {
        List<Path> made = new ArrayList<>();
        for (MountTable.Mount mount : MountTable.own().mounts()) {
            if (mount.type().equals("cgroup") || HugetlbGroups.counts(mount)) {
                Path pod = Path.of(mount.target()).resolve("kubevirt-ee-test-pod" + podUid);
                Path inner = pod.resolve("pod" + podUid).resolve(container);
                Path parent = Path.of(mount.target());
                for (Path cgroup : List.of(pod, inner.getParent(), inner)) {
                    if (!Files.exists(cgroup)) {
                        Files.createDirectory(cgroup);
                        cgroups.add(cgroup);
                        inheritCpus(parent, cgroup);
                        HugetlbGroups.inherit(parent, cgroup);
                    }
                    parent = cgroup;
                }
                made.add(inner);
            }
        }
        if (made.isEmpty()) {
            throw new IOException("no cgroup v1 hierarchy on this machine");
        }
        return made;
    }

    private static void inheritCpus(Path parent, Path cgroup) throws IOException {
        for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
            if (Files.exists(cgroup.resolve(file))) {
                Files.writeString(
                        cgroup.resolve(file), Files.readString(parent.resolve(file)).strip());
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : containers) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        sandbox.destroyForcibly();
        neighbour.destroyForcibly();
        try {
            for (Process process : containers) {
                process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Path cgroup : cgroups.reversed()) {
            awaitThat(() -> removed(cgroup));
        }
    }

    private static boolean removed(Path cgroup) {
        if (!Files.exists(cgroup)) {
            return true;
        }
        try {
            for (String pid : Files.readAllLines(cgroup.resolve("cgroup.procs"))) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
            }
            Files.deleteIfExists(cgroup);
            return true;
        } catch (IOException notYet) {
            return false;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Makes a readable file of an image. */
    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Files.setAttribute(file, "unix:uid", 107);
        Files.setAttribute(file, "unix:gid", HostSettings.GUEST_GID);
    }
}
