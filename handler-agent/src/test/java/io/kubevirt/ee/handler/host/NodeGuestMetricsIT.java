package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.downward.VhostmdDisk;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest's disk of figures and its channel, and what must not be taken for one. */
class NodeGuestMetricsIT {

    @TempDir Path directory;
    private GuestDirectory guest;
    private NodeGuestMetrics metrics;

    @BeforeEach
    void makeGuest() throws IOException {
        HostSettings settings = TestPod.settings(directory, 2_900_000);
        guest =
                new GuestDirectories(settings.guests(), settings.firstUid())
                        .make(new KnownGuest("uid-1", "ns", "vm"));
        guest.makeSubdirectories();
        metrics = new NodeGuestMetrics(settings);
    }

    @Test
    void aDiskIsWholeBeforeAnyFigures() throws IOException {
        Path disk = NodeGuestMetrics.make(guest, "figures");

        assertThat(disk).hasSize(VhostmdDisk.SIZE_BYTES);
        assertThat(text(disk)).isEqualTo("<metrics></metrics>\n");
    }

    @Test
    void figuresAreWrittenInPlaceAndStayWhenTheDiskIsMadeAgain() throws IOException {
        Path disk = NodeGuestMetrics.make(guest, "figures");
        Object file = Files.getAttribute(disk, "unix:ino");
        metrics.write("uid-1", "figures", "<metrics>first, and long</metrics>\n");
        metrics.write("uid-1", "figures", "<metrics>\u00e4</metrics>\n");
        NodeGuestMetrics.make(guest, "figures");

        assertThat(Files.getAttribute(disk, "unix:ino")).isEqualTo(file);
        assertThat(disk).hasSize(VhostmdDisk.SIZE_BYTES);
        assertThat(text(disk)).isEqualTo("<metrics>\u00e4</metrics>\n");
    }

    @Test
    void aLinkInTheDisksPlaceIsNotFollowed() throws IOException {
        Path foreign = Files.writeString(directory.resolve("foreign"), "mine");
        Files.createSymbolicLink(NodeGuestMetrics.disk(guest, "figures"), foreign);

        assertThatThrownBy(() -> metrics.write("uid-1", "figures", "text"))
                .isInstanceOf(IOException.class);
        assertThat(foreign).hasContent("mine");
    }

    @Test
    void theGuestsOwnChannelIsConnectedAndNoFile() throws IOException {
        Path socket = guest.console().resolve(GuestResources.METRICS_SOCKET);
        try (ServerSocketChannel qemu = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            qemu.bind(UnixDomainSocketAddress.of(socket));
            try (ByteChannel channel = metrics.connect("uid-1")) {
                assertThat(channel.isOpen()).isTrue();
                assertThat(qemu.accept().isConnected()).isTrue();
            }
        }
        Files.delete(socket);
        Files.createFile(socket);
        assertThatThrownBy(() -> metrics.connect("uid-1"))
                .hasMessageEndingWith("metrics.sock is a file");
    }

    @Test
    void aGuestThatIsNotHereIsSaidToBeSo() {
        assertThatThrownBy(() -> metrics.connect("uid-2")).hasMessage("no guest uid-2 here");
        assertThatThrownBy(() -> metrics.write("uid-2", "figures", "text"))
                .hasMessage("no guest uid-2 here");
    }

    /** As a guest reads it, by its header. */
    private static String text(Path disk) throws IOException {
        byte[] bytes = Files.readAllBytes(disk);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("mvbd");
        assertThat(header.getInt(4)).as("busy").isZero();
        byte[] body =
                Arrays.copyOfRange(
                        bytes,
                        VhostmdDisk.HEADER_BYTES,
                        VhostmdDisk.HEADER_BYTES + header.getInt(12));
        String text = new String(body, StandardCharsets.UTF_8);
        assertThat(Arrays.copyOf(bytes, VhostmdDisk.HEADER_BYTES))
                .isEqualTo(new VhostmdDisk(text).header());
        return text;
    }
}
