package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * The sockets of a guest's qemu. Their directory is root's, where no guest can put anything; still
 * only a socket right in it is taken, no link to one elsewhere.
 */
final class ConsoleSockets {

    private static final long IN_DIRECTORY =
            Syscalls.RESOLVE_BENEATH | Syscalls.RESOLVE_NO_SYMLINKS;

    private ConsoleSockets() {}

    static SocketChannel connect(GuestDirectory guest, String name) throws IOException {
        try (Descriptor directory = open(Syscalls.AT_FDCWD, guest.console().toString(), 0);
                Descriptor file = open(directory.fd(), name, IN_DIRECTORY)) {
            if (!file.facts().isSocket()) {
                throw new IOException(
                        guest.console().resolve(name) + " is " + file.facts().typeInWords());
            }
            return SocketChannel.open(UnixDomainSocketAddress.of(file.path()));
        }
    }

    private static Descriptor open(int directory, String name, long resolve) throws IOException {
        return new Descriptor(Syscalls.openat2(directory, name, Syscalls.O_PATH, 0, resolve));
    }
}
