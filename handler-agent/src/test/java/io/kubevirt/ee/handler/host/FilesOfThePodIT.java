package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.DiskNeed.CloudInit;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.SeedText;
import io.kubevirt.ee.model.guest.TaggedDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks of files as the kubelet lays them out in a pod: links to links; also hostile ones. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FilesOfThePodIT {

    private static final String FOLDER = "/var/run/kubevirt-private/files/v";

    @TempDir Path directory;
    private TestPod pod;
    private NodeGuestHost host;
    private LauncherRef launcher;
    private Path folder;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        host = TestPod.agent(directory, 2_900_000);
        folder =
                Files.createDirectories(
                        Path.of("/proc/" + launcher.pid() + "/root/run/kubevirt-private/files/v"));
    }

    @AfterEach
    void endPod() throws IOException {
        host.release(pod.vmiUid);
        pod.close();
    }

    /** As the kubelet does it, so that all files change at once. */
    private void bring(String name, String content) throws IOException {
        Path data = Files.createDirectories(folder.resolve("..2026_01"));
        Files.createDirectories(data.resolve(name).getParent());
        Files.writeString(data.resolve(name), content);
        if (!Files.exists(folder.resolve("..data"))) {
            Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01"));
        }
        String first = name.split("/")[0];
        Files.createSymbolicLink(folder.resolve(first), Path.of("..data", first));
    }

    @Test
    void everyFileIsInTheImageAndOnlyTheGuestMayReadIt() throws Exception {
        bring("plain.conf", "a = 1\n");
        bring("deep/er", "nested\n");

        PreparedGuest guest = prepare(new DiskNeed.Files("v", FOLDER, "mine"));

        Path image = image(guest);
        assertThat(FileFacts.of(image).uid()).isEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(image).mode() & 07777).isEqualTo(0600);
        assertThat(label(image)).contains("LABEL=mine");
        Path out = extracted(image);
        assertThat(out.resolve("plain.conf")).hasContent("a = 1\n");
        assertThat(out.resolve("deep/er")).hasContent("nested\n");
        assertThat(out)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith(".."));
        assertThat(image.getParent())
                .isDirectoryNotContaining(f -> f.toString().endsWith(".files"));
    }

    /** What the kubelet brings of an optional Secret that is not there. */
    @Test
    void anEmptyFolderIsAnEmptyImage() throws Exception {
        Path image = image(prepare(new DiskNeed.Files("v", FOLDER, "x")));

        assertThat(label(image)).contains("LABEL=x");
        assertThat(extracted(image)).isEmptyDirectory();
    }

    @Test
    void theImageStaysAsItWasWhenTheGuestStarted() throws Exception {
        bring("a", "before");
        Path image = image(prepare(new DiskNeed.Files("v", FOLDER, "x")));
        Object inode = Files.getAttribute(image, "unix:ino");
        Files.writeString(folder.resolve("..2026_01/a"), "after");

        assertThat(image(prepare(new DiskNeed.Files("v", FOLDER, "x")))).isEqualTo(image);
        assertThat(Files.getAttribute(image, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void aSeedsTextsComeFromSecrets() throws Exception {
        bring("userData", "#cloud-config\n");
        CloudInit seed =
                seed(
                        CloudInit.Source.CONFIG_DRIVE,
                        new SeedText.OfSecret("s", FOLDER, List.of("userdata", "userData")),
                        Optional.of(new SeedText.Stated("{}")));

        Path image = image(prepare(seed));

        assertThat(label(image)).contains("LABEL=config-2");
        Path drive = extracted(image).resolve("openstack/latest");
        assertThat(drive.resolve("user_data")).hasContent("#cloud-config\n");
        assertThat(drive.resolve("network_data.json")).hasContent("{}");
        assertThat(drive.resolve("meta_data.json"))
                .hasContent(
                        "{\"instance_id\":\"id-1\",\"uuid\":\"id-1\",\"hostname\":\"vm\",\"local_hostname\":\"vm\"}\n");
    }

    @Test
    void aConfigDriveTellsOfTaggedDevices() throws Exception {
        CloudInit seed =
                new CloudInit(
                        "v",
                        CloudInit.Source.CONFIG_DRIVE,
                        "id-1",
                        "vm",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(
                                new TaggedDevice(
                                        "nic",
                                        "pci",
                                        Optional.of("0000:00:10.0"),
                                        Optional.of("02:00:00:00:00:0a"),
                                        Optional.empty(),
                                        "uplink"),
                                new TaggedDevice(
                                        "disk",
                                        "sata",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("S-1"),
                                        "slow")));

        Path drive = extracted(image(prepare(seed))).resolve("openstack/latest");

        assertThat(drive.resolve("meta_data.json"))
                .content()
                .endsWith(
                        """
                        "devices":[\
                        {"type":"nic","bus":"pci","address":"0000:00:10.0","mac":"02:00:00:00:00:0a","tags":["uplink"]},\
                        {"type":"disk","bus":"sata","serial":"S-1","tags":["slow"]}]}
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_CLOUD, meta-data, public-keys",
        "CONFIG_DRIVE, openstack/latest/meta_data.json, public_keys"
    })
    void keysThatLogInAreNumberedOnTheSeed(CloudInit.Source source, String file, String name)
            throws Exception {
        bring("second", "ssh-rsa BBBB two\nssh-rsa CCCC three\n");
        bring("first", "ssh-ed25519 AAAA one");
        bring("none", "");

        Path image = image(prepare(seed(source, List.of(new CloudInit.KeySecret("s", FOLDER)))));

        JsonObject told =
                JsonParser.parseString(Files.readString(extracted(image).resolve(file)))
                        .getAsJsonObject();
        assertThat(told.get(name))
                .hasToString(
                        "{\"0\":\"ssh-ed25519 AAAA one\","
                                + "\"1\":\"ssh-rsa BBBB two\\nssh-rsa CCCC three\\n\"}");
    }

    @Test
    void keysThatAreNotThereAreWaitedFor() {
        refused(
                GuestRefused.Kind.MAY_PASS,
                "Secret s: its files are not in the launcher pod",
                seed(
                        CloudInit.Source.NO_CLOUD,
                        List.of(new CloudInit.KeySecret("s", "/var/run/kubevirt-access/0"))));
    }

    @Test
    void aSecretWithoutTheKeyIsWaitedForInWords() throws Exception {
        bring("other", "x");

        refused(
                GuestRefused.Kind.MAY_PASS,
                "volume \"v\": user data in Secret s: it has no key userdata or userData",
                seed(
                        CloudInit.Source.NO_CLOUD,
                        new SeedText.OfSecret("s", FOLDER, List.of("userdata", "userData")),
                        Optional.empty()));
    }

    @Test
    void nothingBeyondThePodIsRead() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "of the node");
        Files.createSymbolicLink(folder.resolve("stolen"), secret);
        refused(
                GuestRefused.Kind.MAY_PASS,
                "its files are not in the launcher pod",
                new DiskNeed.Files("v", FOLDER, "x"));
        Files.delete(folder.resolve("stolen"));
        Command.run(List.of("mkfifo", folder.resolve("pipe").toString()));
        refused(
                GuestRefused.Kind.NEVER,
                "what no kubelet put there",
                new DiskNeed.Files("v", FOLDER, "x"));
    }

    @Test
    void whatIsMoreThanTheApiCanHoldIsRefused() throws Exception {
        bring("a", "x".repeat(1 << 20));
        bring("b", "x".repeat(1 << 20));
        Files.writeString(folder.resolve("..2026_01/b"), "y", StandardOpenOption.APPEND);

        refused(
                GuestRefused.Kind.NEVER,
                "volume \"v\": its files are larger than the API can hold",
                new DiskNeed.Files("v", FOLDER, "x"));
    }

    /** Twenty folders that hold two links to the next one: a million ways, none too long. */
    @Test
    void linksThatFanOutEndAtTheBound() throws Exception {
        for (int i = 0; i < 20; i++) {
            Path level = Files.createDirectories(folder.resolve("..levels/" + i));
            Path next = Path.of("/run/kubevirt-private/files/v/..levels/" + (i + 1));
            Files.createSymbolicLink(level.resolve("a"), next);
            Files.createSymbolicLink(level.resolve("b"), next);
        }
        Files.createDirectories(folder.resolve("..levels/20"));
        Files.createSymbolicLink(folder.resolve("first"), Path.of("..levels/0"));

        refused(
                GuestRefused.Kind.NEVER,
                "it has more than 10000 files",
                new DiskNeed.Files("v", FOLDER, "x"));
    }

    private static CloudInit seed(
            CloudInit.Source source, SeedText user, Optional<SeedText> network) {
        return new CloudInit("v", source, "id-1", "vm", Optional.of(user), network, List.of());
    }

    private static CloudInit seed(CloudInit.Source source, List<CloudInit.KeySecret> keys) {
        return new CloudInit("v", source, "id-1", "vm", Optional.empty(), Optional.empty(), keys);
    }

    private PreparedGuest prepare(DiskNeed disk) throws GuestRefused {
        GuestNeeds needs = GuestNeeds.NONE.withDisks(List.of(disk));
        return host.prepare(pod.order(launcher, needs));
    }

    private void refused(GuestRefused.Kind kind, String words, DiskNeed disk) {
        assertThatThrownBy(() -> prepare(disk))
                .isInstanceOfSatisfying(
                        GuestRefused.class, refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    private static Path image(PreparedGuest guest) {
        return Path.of(guest.resources().disks().get("v").path());
    }

    private static String label(Path image) throws IOException {
        return Command.run(List.of("blkid", "-p", "-o", "export", image.toString()));
    }

    private Path extracted(Path image) throws IOException {
        Path out = directory.resolve("iso");
        Command.run(
                List.of(
                        "xorriso",
                        "-osirrox",
                        "on",
                        "-indev",
                        image.toString(),
                        "-extract",
                        "/",
                        out.toString()));
        return out;
    }
}
