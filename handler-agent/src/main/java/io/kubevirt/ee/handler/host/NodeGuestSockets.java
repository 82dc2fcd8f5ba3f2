package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.stream.GuestConnector;
import io.kubevirt.ee.handler.stream.GuestDevice;
import io.kubevirt.ee.model.domain.DomainIdentity;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Connects to the devices of a guest's qemu. The directory of sockets is root's, where no guest can
 * put anything; still only a socket right in it is taken, no link to one elsewhere.
 */
public final class NodeGuestSockets implements GuestConnector {

    private static final long IN_DIRECTORY =
            Syscalls.RESOLVE_BENEATH | Syscalls.RESOLVE_NO_SYMLINKS;

    private final GuestDirectories directories;
    private final GraphicsOpener opener;

    /**
     * @param settings where guests are
     * @param opener reaches their graphics
     */
    public NodeGuestSockets(HostSettings settings, GraphicsOpener opener) {
        this.opener = opener;
        directories = new GuestDirectories(settings.guests(), settings.firstUid());
    }

    @Override
    public SocketChannel connect(String vmiUid, GuestDevice device) throws IOException {
        GuestDirectory guest =
                directories
                        .find(vmiUid)
                        .orElseThrow(() -> new IOException("no guest %s here".formatted(vmiUid)));
        return switch (device) {
            case CONSOLE -> console(guest);
            case VNC -> graphics(guest);
        };
    }

    private static SocketChannel console(GuestDirectory guest) throws IOException {
        Path socket = guest.serialSocket();
        try (Descriptor directory = open(Syscalls.AT_FDCWD, guest.console().toString(), 0);
                Descriptor file =
                        open(directory.fd(), socket.getFileName().toString(), IN_DIRECTORY)) {
            if (!file.facts().isSocket()) {
                throw new IOException(socket + " is " + file.facts().typeInWords());
            }
            return SocketChannel.open(UnixDomainSocketAddress.of(file.path()));
        }
    }

    private SocketChannel graphics(GuestDirectory guest) throws IOException {
        KnownGuest vmi = guest.guest();
        String domain = DomainIdentity.name(vmi.namespace(), vmi.name());
        SocketPair pair = SocketPair.make(guest.console());
        try (Descriptor qemus = pair.theirs()) {
            opener.open(domain, vmi.vmiUid(), qemus.fd());
            return pair.ours();
        } catch (IOException refused) {
            pair.ours().close();
            throw refused;
        }
    }

    private static Descriptor open(int directory, String name, long resolve) throws IOException {
        return new Descriptor(Syscalls.openat2(directory, name, Syscalls.O_PATH, 0, resolve));
    }
}
