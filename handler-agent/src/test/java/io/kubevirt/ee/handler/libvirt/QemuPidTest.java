package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QemuPidTest {

    private static final String UUID = "f681618f-337e-3b36-9525-cb0a62107954";

    @TempDir Path node;

    @Test
    void thePidFileIsBelievedWhenTheProcessIsThatDomains() throws IOException {
        pidFile("42\n");
        process(42, "qemu\0-uuid\0" + UUID + "\0");

        assertThat(pid().of("ns1_vm1", UUID)).hasValue(42);
    }

    @Test
    void aPidThatBelongsToSomebodyElseByNowIsNone() throws IOException {
        pidFile("42\n");
        process(42, "bash\0");

        assertThat(pid().of("ns1_vm1", UUID)).isEmpty();
    }

    @Test
    void noFileNoProcessOrNoNumberIsNone() throws IOException {
        assertThat(pid().of("ns1_vm1", UUID)).isEmpty();
        pidFile("42\n");
        assertThat(pid().of("ns1_vm1", UUID)).isEmpty();
        pidFile("");
        assertThat(pid().of("ns1_vm1", UUID)).isEmpty();
    }

    private QemuPid pid() {
        return new QemuPid(node.resolve("run"), node.resolve("proc"));
    }

    private void pidFile(String content) throws IOException {
        Path directory = Files.createDirectories(node.resolve("run/qemu"));
        Files.writeString(directory.resolve("ns1_vm1.pid"), content);
    }

    private void process(int pid, String commandLine) throws IOException {
        Path directory = Files.createDirectories(node.resolve("proc/" + pid));
        Files.writeString(directory.resolve("cmdline"), commandLine);
    }
}
