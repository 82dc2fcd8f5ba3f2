package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.stream.GuestDevice;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The directory of a guest's consoles, and what must not be taken for one. */
class NodeGuestSocketsIT {

    @TempDir Path directory;
    private GuestDirectory guest;
    private NodeGuestSockets sockets;
    private String opened;
    private IOException refusal;

    @BeforeEach
    void makeGuest() throws IOException {
        HostSettings settings = TestPod.settings(directory, 2_900_000);
        guest =
                new GuestDirectories(settings.guests(), settings.firstUid())
                        .make(new KnownGuest("uid-1", "ns", "vm"));
        guest.makeSubdirectories();
        sockets = new NodeGuestSockets(settings, this::openGraphics);
    }

    @Test
    void theGuestsOwnSocketsAreConnected() throws Exception {
        try (ServerSocketChannel qemu = listen(guest.serialSocket());
                SocketChannel console = sockets.connect("uid-1", GuestDevice.CONSOLE, 0)) {
            assertThat(qemu.accept().isConnected()).isTrue();
            assertThat(console.isConnected()).isTrue();
        }
    }

    @Test
    void aSlotForAUsbDeviceIsASocketOfItsOwn() throws Exception {
        try (ServerSocketChannel qemu = listen(guest.console().resolve("usb3.sock"));
                SocketChannel slot = sockets.connect("uid-1", GuestDevice.USB, 3)) {
            assertThat(qemu.accept().isConnected()).isTrue();
            assertThat(slot.isConnected()).isTrue();
            assertThatThrownBy(() -> sockets.connect("uid-1", GuestDevice.USB, 0))
                    .isInstanceOf(ErrnoException.class);
        }
    }

    @Test
    void linksToSocketsOfOthersAndOtherFilesAreNot() throws Exception {
        Path foreign = directory.resolve("foreign.sock");
        try (ServerSocketChannel node = listen(foreign)) {
            Files.createSymbolicLink(guest.serialSocket(), foreign);

            assertThatThrownBy(() -> sockets.connect("uid-1", GuestDevice.CONSOLE, 0))
                    .isInstanceOf(ErrnoException.class);
            Files.delete(guest.serialSocket());
            Files.createFile(guest.serialSocket());
            assertThatThrownBy(() -> sockets.connect("uid-1", GuestDevice.CONSOLE, 0))
                    .hasMessageEndingWith("serial0.sock is a file");
            node.configureBlocking(false);
            assertThat(node.accept()).isNull();
        }
    }

    @Test
    void aScreenIsReachedByOneEndOfAPairThatLibvirtGets() throws Exception {
        try (SocketChannel screen = sockets.connect("uid-1", GuestDevice.VNC, 0)) {
            assertThat(opened).isEqualTo("ns_vm of uid-1, a socket: true");
            // qemu has its own copy of the other end; the one that was given away is closed.
            assertThat(screen.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertThat(guest.console()).isEmptyDirectory();
    }

    @Test
    void aScreenThatLibvirtDoesNotOpenLeavesNothing() {
        refusal = new IOException("graphics of domain ns_vm: the domain is off");

        assertThatThrownBy(() -> sockets.connect("uid-1", GuestDevice.VNC, 0)).isSameAs(refusal);
        assertThat(guest.console()).isEmptyDirectory();
    }

    @Test
    void aGuestThatIsNotHereIsSaidToBeSo() {
        assertThatThrownBy(() -> sockets.connect("uid-2", GuestDevice.CONSOLE, 0))
                .hasMessage("no guest uid-2 here");
        assertThatThrownBy(() -> sockets.connect("../uid-1", GuestDevice.CONSOLE, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void openGraphics(String domain, String vmiUid, int descriptor) throws IOException {
        boolean socket = FileFacts.of(new Descriptor(descriptor).path()).isSocket();
        opened = "%s of %s, a socket: %s".formatted(domain, vmiUid, socket);
        if (refusal != null) {
            throw refusal;
        }
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        return listening;
    }
}
