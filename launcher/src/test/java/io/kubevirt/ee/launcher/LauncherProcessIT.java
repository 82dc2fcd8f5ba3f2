package io.kubevirt.ee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process with real signals; the test plays the agent. */
@Timeout(60)
class LauncherProcessIT {

    private static final int SIGCHLD = 17;

    @TempDir private Path directory;
    private Process launcher;
    private BufferedReader log;

    @BeforeEach
    void start() throws IOException {
        launcher =
                new ProcessBuilder(
                                "env",
                                "--ignore-signal=CHLD",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-cp",
                                Path.of("target", "classes").toString(),
                                Launcher.class.getName(),
                                "--vmi-name",
                                "vm",
                                "--vmi-namespace",
                                "ns",
                                "--vmi-uid",
                                "uid",
                                "--directory",
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        log = launcher.inputReader();
        awaitLine("stands");
    }

    @AfterEach
    void end() {
        launcher.destroyForcibly();
    }

    @Test
    void itEndsWithSuccessWhenItsGuestEndedCleanly() throws Exception {
        guestEnded("{\"clean\":true,\"reason\":\"Shutdown\"}");

        assertThat(exitCode()).isZero();
        assertThat(directory.resolve("stop-requested")).doesNotExist();
    }

    @Test
    void itStaysAfterACrashAndLeavesWithSuccessWhenAsked() throws Exception {
        guestEnded("{\"clean\":false,\"reason\":\"Crashed\"}");
        awaitLine("staying");
        assertThat(launcher.isAlive()).isTrue();

        terminate();

        assertThat(exitCode()).isZero();
    }

    @Test
    void sigtermAsksForAStopAndWaitsForTheGuestsEnd() throws Exception {
        terminate();
        awaitLine("stop requested");
        assertThat(directory.resolve("stop-requested")).exists();
        assertThat(launcher.isAlive()).isTrue();

        guestEnded("{\"clean\":true,\"reason\":\"Shutdown\"}");

        assertThat(exitCode()).isZero();
    }

    @Test
    void halfALineOfTheAgentIsNoEnd() throws Exception {
        Files.writeString(directory.resolve("guest-ended"), "{\"clean\":tr");
        terminate();
        awaitLine("stop requested");

        guestEnded("{\"clean\":false,\"reason\":\"Destroyed\"}");

        assertThat(exitCode()).isZero();
    }

    /** As process 1 it would otherwise collect the zombies that {@code kubectl exec} leaves. */
    @Test
    void itKeepsTheKernelReapingAsItsImageSetIt() throws Exception {
        String ignored =
                Files.readAllLines(Path.of("/proc/" + launcher.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> line.substring("SigIgn:".length()).strip())
                        .findFirst()
                        .orElseThrow();

        assertThat(Long.parseUnsignedLong(ignored, 16) >> (SIGCHLD - 1) & 1).isOne();
    }

    private void guestEnded(String line) throws IOException {
        Path written = Files.writeString(directory.resolve(".guest-ended"), line);
        Files.move(written, directory.resolve("guest-ended"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** SIGTERM; {@code Process.destroy} would close our end of the log, too. */
    private void terminate() {
        assertThat(launcher.toHandle().destroy()).isTrue();
    }

    private int exitCode() throws InterruptedException {
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).as("launcher ended").isTrue();
        return launcher.exitValue();
    }

    private void awaitLine(String part) throws IOException {
        String line = log.readLine();
        while (line != null && !line.contains(part)) {
            line = log.readLine();
        }
        assertThat(line).as("a log line with '%s'", part).isNotNull();
    }
}
