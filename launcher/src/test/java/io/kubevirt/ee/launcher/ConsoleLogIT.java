package io.kubevirt.ee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real program that prints a console's log, on a file in memory; the test plays qemu. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConsoleLogIT {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int BLOCKS_OF_A_PAGE = 8;

    @TempDir private static Path programs;

    private Path folder;
    private Path file;
    private Process program;
    private InputStream printed;

    @BeforeAll
    static void build() throws Exception {
        run("make", "--silent", "-C", "src/main/c", "TARGET=" + programs);
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(MEMORY, "console-log-");
        file = folder.resolve("serial0.log");
    }

    @AfterEach
    void end() throws IOException {
        program.destroyForcibly();
        Files.deleteIfExists(file);
        Files.delete(folder);
    }

    @Test
    void whatIsSaidIsPrintedFromTheFirstByteOn() throws Exception {
        start();
        say("Linux\r\n");
        assertThat(read(7)).isEqualTo("Linux\r\n");

        say("login: ");

        assertThat(read(7)).isEqualTo("login: ");
    }

    @Test
    void whatWasPrintedTakesNoRoom() throws Exception {
        String much = "x".repeat(1 << 20) + "\n";
        say(much);
        start();
        assertThat(read(much.length())).isEqualTo(much);

        say("the end");

        assertThat(read(7)).isEqualTo("the end");
        assertThat(Files.size(file)).isEqualTo(much.length() + 7);
        assertThat(blocksAfterTheEnd()).isLessThanOrEqualTo(BLOCKS_OF_A_PAGE);
    }

    @Test
    void oneThatIsStartedAgainGoesOnWhereTheFirstLeftOff() throws Exception {
        String before = "said before ".repeat(1000);
        say(before);
        start();
        assertThat(read(before.length())).isEqualTo(before);
        terminate();
        say("said between");

        start();

        assertThat(read(12)).isEqualTo("said between");
    }

    @Test
    void lastWordsArePrintedBeforeItEnds() throws Exception {
        start();
        say("first");
        read(5);
        say("last words");

        assertThat(terminate()).isZero();
        assertThat(read(10)).isEqualTo("last words");
        assertThat(printed.read()).isNegative();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Files.createSymbolicLink(file, Path.of("/etc/hostname"));
        start();

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isOne();
        assertThat(printed.read()).isNegative();
    }

    private void start() throws IOException {
        program =
                new ProcessBuilder(programs.resolve("console-log").toString(), file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        printed = program.getInputStream();
    }

    private void say(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String read(int bytes) throws IOException {
        return new String(printed.readNBytes(bytes), StandardCharsets.UTF_8);
    }

    /** SIGTERM; {@code Process.destroy} would close our end of the output, too. */
    private int terminate() throws InterruptedException {
        assertThat(program.toHandle().destroy()).isTrue();
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return program.exitValue();
    }

    /** What was printed last has been given back only when it has ended. */
    private int blocksAfterTheEnd() throws Exception {
        terminate();
        return Integer.parseInt(run("stat", "--format=%b", file.toString()).strip());
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(output).isZero();
        return output;
    }
}
