package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.KnownGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainLogsTest {

    private static final KnownGuest GUEST = new KnownGuest("uid-1", "vms", "vm");
    private static final String START =
            "2026-01-01 12:00:00.000+0000: starting up libvirt version: 11.3.0, package: 3\n"
                    + "LC_ALL=C /usr/bin/qemu-system-x86_64 -name guest=vms_vm\n";

    @TempDir Path logs;

    @ParameterizedTest
    @CsvSource({
        "4711, bash,               signal 15 of process 4711 (bash)",
        "4711, <unknown process>,  signal 15 of process 4711 (<unknown process>)",
        "8016, libvirtd,           ",
        "8016, /usr/sbin/libvirtd, ",
    })
    void whoeverIsNotLibvirtdIsNamed(String pid, String name, String words) throws IOException {
        log(START + terminating(pid, name) + "12:00:01: shutting down, reason=shutdown\n");

        assertThat(killer()).isEqualTo(Optional.ofNullable(words));
    }

    @Test
    void theLastWordsAreThoseOfTheLastRunWithoutItsCommandLine() throws IOException {
        String command = "LC_ALL=C \\\n/usr/bin/qemu-system-x86_64 \\\n-msg timestamp=on\n";
        String start = "12:00:00: starting up libvirt version: 11.3.0\n" + command;
        log(start + "of an earlier run\n" + start + "no room\nshutting down, reason=crashed\n");

        assertThat(new DomainLogs(logs).lastWords(GUEST))
                .containsExactly("no room", "shutting down, reason=crashed");
        assertThat(new DomainLogs(logs.resolve("none")).lastWords(GUEST)).isEmpty();
    }

    @Test
    void theFirstSignalCounts() throws IOException {
        log(START + terminating("4711", "bash") + terminating("8016", "libvirtd"));
        assertThat(killer()).contains("signal 15 of process 4711 (bash)");

        log(START + terminating("8016", "libvirtd") + terminating("4711", "bash"));
        assertThat(killer()).isEmpty();
    }

    @Test
    void anEarlierRunIsNotAsked() throws IOException {
        log(START + terminating("4711", "bash") + START);

        assertThat(killer()).isEmpty();
    }

    @Test
    void aLogThatAGuestMadeLongIsReadAtItsEnd() throws IOException {
        log(START + "warning: a device was used in a strange way\n".repeat(10_000));
        assertThat(killer()).isEmpty();

        log("warning\n".repeat(100_000) + terminating("4711", "bash"));
        assertThat(killer()).contains("signal 15 of process 4711 (bash)");
    }

    @Test
    void noLogSaysNothing() throws IOException {
        assertThat(killer()).isEmpty();
    }

    private Optional<String> killer() throws IOException {
        return new DomainLogs(logs).killer(GUEST);
    }

    private void log(String text) throws IOException {
        Files.createDirectories(logs.resolve("qemu"));
        Files.writeString(logs.resolve("qemu/vms_vm.log"), text);
    }

    private static String terminating(String pid, String name) {
        return "2026-01-01T12:00:01.000000Z qemu-system-x86_64: terminating on signal 15 from pid "
                + "%s (%s)\n".formatted(pid, name);
    }
}
