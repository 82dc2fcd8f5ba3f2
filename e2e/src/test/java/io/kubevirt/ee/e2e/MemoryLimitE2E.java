package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The overhead that a launcher pod is given holds: a guest whose memory is its limit uses all of
 * it, its processors, its screen and its disk, and the kernel ends nothing.
 */
class MemoryLimitE2E {

    private static final String AT_ITS_LIMIT =
            """
              domain:
                resources: {limits: {memory: 128Mi}}
                cpu: {cores: 2}
            """;
    private static final long USED_BYTES = 110L << 20;
    private static final int OK = 200;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aGuestUsesAllThatItHasAndLives() throws Exception {
        TestVm vm = TestVm.named(NAMESPACE.name(), "full");
        Shell.kubectlDone(
                vm.manifest("vmi-kernelboot").replace("  domain:\n", AT_ITS_LIMIT),
                "--namespace",
                NAMESPACE.name(),
                "create",
                "-f",
                "-");
        GuestIdentity guest = vm.awaitPage();
        NodeView.Started qemu = NodeView.started(NodeView.qemu(guest.domain()).orElseThrow());

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo console-$((40 + 2))", "console-42");
            // What is left over keeps the guest's own kernel from ending something.
            console.type(
                    "mount -t tmpfs -o size=128m none /mnt || { mkdir -p /mnt; mount -t tmpfs -o size=128m none /mnt; }\n");
            console.type(
                    "left=$(sed -n 's/^MemAvailable: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo); "
                            + "head -c $(((left - 16384) * 1024)) /dev/urandom >/mnt/all; echo filled-$?\n");
            console.awaitText("filled-0", Duration.ofMinutes(2));
            console.type(
                    "cat /dev/vda >/dev/null; cp /mnt/all /dev/vda; sync; echo wrote-$((40 + 2))\n");
            console.awaitText("wrote-42", Duration.ofMinutes(2));
        }
        assertThat(screenshot(vm)).isEqualTo(OK);

        vm.awaitPage();
        assertThat(NodeView.started(NodeView.qemu(guest.domain()).orElseThrow())).isEqualTo(qemu);
        Group group = Group.of(qemu.pid());
        assertThat(group.mostBytes()).isGreaterThan(USED_BYTES).isLessThan(group.limitBytes());
        assertThat(group.killed()).isZero();
    }

    private static int screenshot(TestVm vm) throws IOException {
        Request request =
                new Request.Builder()
                        .url(
                                Cluster.CLIENT.getBasePath()
                                        + "/apis/subresources.kubevirt.io/v1/namespaces/%s/virtualmachineinstances/%s/vnc/screenshot"
                                                .formatted(NAMESPACE.name(), vm.key().name()))
                        .build();
        try (Response response = Cluster.CLIENT.getHttpClient().newCall(request).execute()) {
            return response.code();
        }
    }

    /** A container's memory, as the kernel counts it in cgroups of version 1 and 2. */
    private record Group(Path folder, boolean unified) {

        static Group of(long pid) {
            Path root = Path.of("/sys/fs/cgroup");
            return Files.exists(root.resolve("cgroup.controllers"))
                    ? new Group(Path.of(root + NodeView.cgroup(pid, "")), true)
                    : new Group(Path.of(root + "/memory" + NodeView.cgroup(pid, "memory")), false);
        }

        long limitBytes() throws IOException {
            return number(unified ? "memory.max" : "memory.limit_in_bytes");
        }

        /** What may go at any time, as pages of files, is in it. */
        long mostBytes() throws IOException {
            return number(unified ? "memory.peak" : "memory.max_usage_in_bytes");
        }

        long killed() throws IOException {
            return Files.readAllLines(
                            folder.resolve(unified ? "memory.events" : "memory.oom_control"))
                    .stream()
                    .filter(line -> line.startsWith("oom_kill "))
                    .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                    .sum();
        }

        private long number(String file) throws IOException {
            return Long.parseLong(Files.readString(folder.resolve(file)).strip());
        }
    }
}
