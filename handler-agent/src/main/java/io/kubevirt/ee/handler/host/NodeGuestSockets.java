package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.stream.GuestConnector;
import io.kubevirt.ee.handler.stream.GuestDevice;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Connects to the sockets of a guest's qemu. Their directory is root's, where no guest can put
 * anything; still only a socket right in it is taken, no link to one elsewhere.
 */
public final class NodeGuestSockets implements GuestConnector {

    private static final long IN_DIRECTORY =
            Syscalls.RESOLVE_BENEATH | Syscalls.RESOLVE_NO_SYMLINKS;

    private final GuestDirectories directories;

    /** Finds guests as {@code settings} say. */
    public NodeGuestSockets(HostSettings settings) {
        directories = new GuestDirectories(settings.guests(), settings.firstUid());
    }

    @Override
    public SocketChannel connect(String vmiUid, GuestDevice device) throws IOException {
        GuestDirectory guest =
                directories
                        .find(vmiUid)
                        .orElseThrow(() -> new IOException("no guest %s here".formatted(vmiUid)));
        Path socket =
                switch (device) {
                    case CONSOLE -> guest.serialSocket();
                    // Only libvirt can hand out a connection to it.
                    case VNC -> throw new IOException("a guest's VNC server has no socket");
                };
        try (Descriptor directory = open(Syscalls.AT_FDCWD, guest.console().toString(), 0);
                Descriptor file =
                        open(directory.fd(), socket.getFileName().toString(), IN_DIRECTORY)) {
            if (!file.facts().isSocket()) {
                throw new IOException(socket + " is " + file.facts().typeInWords());
            }
            return SocketChannel.open(UnixDomainSocketAddress.of(file.path()));
        }
    }

    private static Descriptor open(int directory, String name, long resolve) throws IOException {
        return new Descriptor(Syscalls.openat2(directory, name, Syscalls.O_PATH, 0, resolve));
    }
}
