package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.KeptState;
import io.kubevirt.ee.model.domain.KeptState.Variables;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.launcher.VolumePaths;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What machines keep in a real claim: variables' files and a real swtpm; also hostile claims. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MachineMemoryIT {

    private static final String FOLDER = VolumePaths.STATE.substring("/var".length());
    private static final Path FIRMWARE = Path.of("/usr/share/OVMF");
    private static final KeptState VARIABLES = new KeptState(Optional.of(Variables.BLANK), false);
    private static final KeptState TPM = new KeptState(Optional.empty(), true);

    /** CMD_INIT of swtpm's control channel: it reads its state, or makes it. */
    private static final int INIT = 2;

    @TempDir Path directory;
    private TestClaim claim;
    private TestPod pod;
    private TestPod next;
    private LauncherRef launcher;
    private LauncherRef nextLauncher;
    private Path kept;

    @BeforeEach
    void startPods() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        claim = new TestClaim(directory.resolve("claim"), 10 << 20);
        pod = new TestPod(directory.resolve("pod"));
        next = new TestPod(directory.resolve("next"));
        launcher = pod.startLauncher();
        nextLauncher = next.startLauncher();
        kept = claim.formatted().mountIn(launcher, FOLDER);
        claim.mountIn(nextLauncher, FOLDER);
    }

    @AfterEach
    void endPods() throws IOException {
        agent(1).release(pod.vmiUid);
        agent(2).release(next.vmiUid);
        pod.close();
        next.close();
        claim.close();
        assertThat(MountTable.own().targetsAtOrBelow(directory)).isEmpty();
    }

    @Test
    void variablesAreMadeOnceAndStayAsTheGuestLeftThem() throws Exception {
        PreparedGuest guest = prepare(VARIABLES);
        Path file = kept.resolve("nvram/nvram.fd");
        assertThat(file).hasSameBinaryContentAs(FIRMWARE.resolve("OVMF_VARS_4M.fd"));
        assertThat(FileFacts.of(file).uid()).isEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(file).mode() & 07777).isEqualTo(0600);
        Files.writeString(Path.of(guest.resources().state().nvram()), "of the guest");

        assertThat(prepare(VARIABLES)).isEqualTo(guest);
        agent(1).release(pod.vmiUid);
        PreparedGuest later = prepareNext(VARIABLES);

        assertThat(later.resources().uid()).isNotEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(file).uid()).isEqualTo(later.resources().uid());
        assertThat(Path.of(later.resources().state().nvram())).hasContent("of the guest");
        agent(2).release(next.vmiUid);
        assertThat(file).hasContent("of the guest");
    }

    @Test
    void variablesForSecureBootHaveKeys() throws Exception {
        prepare(new KeptState(Optional.of(Variables.WITH_KEYS), false));

        assertThat(kept.resolve("nvram/nvram.fd"))
                .hasSameBinaryContentAs(FIRMWARE.resolve("OVMF_VARS_4M.ms.fd"));
    }

    @Test
    void anInterruptedMakingIsDoneAnew() throws Exception {
        Files.createDirectory(kept.resolve("nvram"));
        Files.writeString(kept.resolve("nvram/nvram.fd.new"), "half");

        prepare(VARIABLES);

        assertThat(kept.resolve("nvram/nvram.fd"))
                .hasSameBinaryContentAs(FIRMWARE.resolve("OVMF_VARS_4M.fd"));
        assertThat(kept.resolve("nvram/nvram.fd.new")).doesNotExist();
    }

    @Test
    void whatTheTpmHoldsIsThereForTheNextGuestWhoeverThatIs() throws Exception {
        assertThat(init(prepare(TPM))).isZero();
        agent(1).release(pod.vmiUid);
        Path state = kept.resolve("swtpm/tpm2-00.permall");
        byte[] secrets = Files.readAllBytes(state);

        PreparedGuest later = prepareNext(TPM);

        assertThat(init(later)).isZero();
        assertThat(state).hasBinaryContent(secrets);
        assertThat(FileFacts.of(state).uid()).isEqualTo(later.resources().uid());
        agent(2).release(next.vmiUid);
        assertThat(state).hasBinaryContent(secrets);
    }

    @Test
    void aTpmThatIsNotKeptLeavesNothingInTheClaim() throws Exception {
        assertThat(init(prepare(KeptState.NONE))).isZero();

        assertThat(kept.resolve("swtpm")).doesNotExist();
    }

    @Test
    void whatAnyPodMayHavePutThereLeadsNowhere() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("of-the-node"));
        Path secret = Files.writeString(folder.resolve("nvram.fd"), "of the node");
        Path nvram = kept.resolve("nvram");

        Files.createSymbolicLink(nvram, folder);
        refused("nvram in the claim of its state is a link", VARIABLES);
        Files.delete(nvram);
        Files.writeString(nvram, "");
        refused("nvram in the claim of its state is a file", VARIABLES);
        Files.delete(nvram);
        Files.createDirectory(nvram);
        Files.createSymbolicLink(nvram.resolve("nvram.fd"), secret);
        refused("nvram.fd in the folder nvram in the claim of its state is a link", VARIABLES);
        Files.delete(nvram.resolve("nvram.fd"));
        Command.run(List.of("mkfifo", nvram.resolve("nvram.fd").toString()));
        refused("is a named pipe, not a file", VARIABLES);
        Files.createDirectory(kept.resolve("swtpm"));
        Files.createSymbolicLink(kept.resolve("swtpm/tpm2-00.permall"), secret);
        refused("tpm2-00.permall in the folder swtpm in the claim of its state is a link", TPM);
        assertThat(secret).hasContent("of the node");
        assertThat(FileFacts.of(secret).uid()).isZero();
    }

    /** Whoever has the claim as well may change it at any time. */
    @Test
    void aLinkThatComesLaterIsNotFollowedEither() throws Exception {
        PreparedGuest guest = prepare(TPM);
        Path secret = Files.writeString(directory.resolve("secret"), "of the node");
        Files.createSymbolicLink(kept.resolve("swtpm/late"), secret);
        Path seen =
                Path.of(guest.resources().state().nvram()).resolveSibling("swtpm").resolve("late");

        assertThatThrownBy(() -> Files.readString(seen)).isInstanceOf(IOException.class);
        assertThat(Files.isSymbolicLink(seen)).isTrue();
    }

    private PreparedGuest prepare(KeptState state) throws GuestRefused {
        return agent(1).prepare(pod.order(launcher, needs(state)));
    }

    private PreparedGuest prepareNext(KeptState state) throws GuestRefused {
        return agent(2).prepare(next.order(nextLauncher, needs(state)));
    }

    private static GuestNeeds needs(KeptState state) {
        return GuestNeeds.NONE.withTpm(state.variables().isEmpty()).withKept(state);
    }

    /** Of two nodes with the same folder, so that a guest is another user on each. */
    private NodeGuestHost agent(int node) {
        return TestPod.agent(directory.resolve("node" + node), 2_900_000 + 100 * node);
    }

    private void refused(String words, KeptState state) {
        assertThatThrownBy(() -> prepare(state))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.NEVER))
                .hasMessageContaining(words);
    }

    /** The result code of swtpm's start. */
    private static int init(PreparedGuest guest) throws IOException {
        Path socket = Path.of(guest.resources().state().tpmSocket());
        try (SocketChannel control = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            control.connect(UnixDomainSocketAddress.of(socket));
            control.write(ByteBuffer.allocate(2 * Integer.BYTES).putInt(INIT).putInt(0).flip());
            ByteBuffer answer = ByteBuffer.allocate(Integer.BYTES);
            while (answer.hasRemaining()) {
                assertThat(control.read(answer)).isPositive();
            }
            return answer.flip().getInt();
        }
    }
}
