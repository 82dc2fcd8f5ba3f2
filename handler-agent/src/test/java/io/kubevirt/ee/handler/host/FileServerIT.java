package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.FilesystemNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
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

/** Who serves a guest's folders: real virtiofsds in the cgroups of a real container. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FileServerIT {

    private static final List<FilesystemNeed> TWO =
            List.of(SharedFiles.need("first"), SharedFiles.need("second"));

    @TempDir Path directory;
    private TestPod pod;
    private LauncherRef launcher;

    @BeforeAll
    static void install() throws IOException {
        NewerPrograms.install("virtiofsd");
    }

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        for (FilesystemNeed need : TWO) {
            new SharedFiles(launcher, need.name()).bring("1", "word", "of " + need.name());
        }
    }

    @AfterEach
    void endPod() throws IOException {
        agent().release(pod.vmiUid);
        pod.close();
        assertThat(servers()).isEmpty();
        assertThat(MountTable.own().targetsAtOrBelow(directory)).isEmpty();
    }

    @Test
    void itRunsInTheLaunchersCgroupsAsTheGuestsUserAndSeesItsFolderAlone() throws Exception {
        PreparedGuest guest = prepare(TWO);

        assertThat(guest.resources().filesystems()).containsOnlyKeys("first", "second");
        for (FilesystemNeed need : TWO) {
            ProcessFacts server = confined(guest.resources().filesystems().get(need.name()));
            Path proc = Path.of("/proc/" + server.pid());
            assertThat(Files.readAllLines(proc.resolve("cgroup")))
                    .isEqualTo(Files.readAllLines(Path.of("/proc/" + launcher.pid() + "/cgroup")));
            assertThat(new ProcessTable().uid(server.pid())).contains(guest.resources().uid());
            assertThat(status(proc, "Groups:")).isEmpty();
            assertThat(status(proc, "NoNewPrivs:")).isEqualTo("1");
            assertThat(Files.readString(proc.resolve("root/word"))).isEqualTo("of " + need.name());
            assertThat(Files.readAllLines(proc.resolve("mountinfo")))
                    .singleElement()
                    .asString()
                    .matches(".* / ro,nosuid,nodev,noexec.*");
            for (String namespace : List.of("user", "mnt", "net", "pid")) {
                assertThat(Files.readSymbolicLink(proc.resolve("ns/" + namespace)))
                        .isNotEqualTo(
                                Files.readSymbolicLink(Path.of("/proc/self/ns/" + namespace)));
            }
        }
    }

    @Test
    void anotherAgentFindsThemAndReleaseEndsThem() throws Exception {
        prepare(TWO);
        List<Long> before = servers();

        prepare(TWO);

        assertThat(servers()).isNotEmpty().isEqualTo(before);
        agent().release(pod.vmiUid);
        assertThat(servers()).isEmpty();
        assertThat(directory.resolve("guests").resolve(pod.vmiUid)).doesNotExist();
    }

    @Test
    void whatDiedIsMadeAnewAndTheOtherStays() throws Exception {
        PreparedGuest guest = prepare(TWO);
        long other = confined(guest.resources().filesystems().get("second")).pid();
        long ended = confined(guest.resources().filesystems().get("first")).pid();
        ProcessHandle.of(ended).orElseThrow().destroyForcibly();
        TestPod.awaitThat(() -> !new ProcessTable().filtersSystemCalls(ended));

        prepare(TWO);

        assertThat(confined(guest.resources().filesystems().get("first")).pid())
                .isNotEqualTo(ended);
        assertThat(confined(guest.resources().filesystems().get("second")).pid()).isEqualTo(other);
    }

    /** What is in memory is gone: mounts and processes. */
    @Test
    void afterARebootAllIsMadeAnew() throws Exception {
        PreparedGuest guest = prepare(TWO);
        endAll();
        BindMounts.detachAll(directory.resolve("guests"));

        assertThat(prepare(TWO)).isEqualTo(guest);

        Path root = Path.of("/proc/%d/root".formatted(confined(socket(guest)).pid()));
        assertThat(root.resolve("word")).hasContent("of first");
    }

    /** The folder of sockets is the guest's: whoever broke out of qemu can spoil it for himself. */
    @Test
    void whatKeepsOneFromStartingIsTold() throws Exception {
        Path pidFile = Path.of(socket(prepare(TWO)) + ".pid");
        endAll();
        Files.delete(pidFile);
        Files.createDirectory(pidFile);

        assertThatThrownBy(() -> prepare(TWO))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.MAY_PASS))
                .hasMessageMatching(
                        "(?s)filesystem \"first\": virtiofsd is not ready after 20 s: .*pid.*");
    }

    @Test
    void aFolderThatIsNotInThePodIsWaitedFor() {
        assertThatThrownBy(() -> prepare(List.of(SharedFiles.need("absent"))))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.MAY_PASS))
                .hasMessage("filesystem \"absent\": its files are not in the launcher pod");
    }

    @Test
    void aLinkLeadsNowhereBeyondThePodAndAFileIsNoFolder() throws Exception {
        Path secret = Files.createDirectory(directory.resolve("secret"));
        Path stolen = SharedFiles.folder(launcher, "stolen");
        Files.createSymbolicLink(stolen, secret);
        assertThatThrownBy(() -> prepare(List.of(SharedFiles.need("stolen"))))
                .hasMessageContaining("its files are not in the launcher pod");
        Files.delete(stolen);
        Files.writeString(stolen, "");
        assertThatThrownBy(() -> prepare(List.of(SharedFiles.need("stolen"))))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.NEVER))
                .hasMessageContaining("the launcher pod has a file, not a folder");
    }

    private void endAll() {
        servers().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        TestPod.awaitThat(() -> servers().isEmpty());
    }

    private PreparedGuest prepare(List<FilesystemNeed> filesystems) throws GuestRefused {
        GuestNeeds needs = GuestNeeds.NONE.withFilesystems(filesystems);
        return agent().prepare(pod.order(launcher, needs));
    }

    private NodeGuestHost agent() {
        return TestPod.agent(directory, 2_900_000);
    }

    private static String socket(PreparedGuest guest) {
        return guest.resources().filesystems().get("first");
    }

    /** The one of its two processes that serves. */
    private static ProcessFacts confined(String socket) {
        List<ProcessFacts> found =
                new ProcessTable()
                        .find(
                                process ->
                                        process.commandLine().contains("--socket-path=" + socket)
                                                && new ProcessTable()
                                                        .filtersSystemCalls(process.pid()));
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<Long> servers() {
        return TestPod.running("--socket-path=" + directory.resolve("guests"));
    }

    private static String status(Path proc, String field) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .findFirst()
                .orElseThrow();
    }
}
