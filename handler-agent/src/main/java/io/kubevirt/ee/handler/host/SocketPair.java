package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Two connected ends: a channel of ours, and a bare descriptor to be given away. Java knows no
 * socketpair(2); the detour is a socket file that is gone when this is made.
 */
record SocketPair(SocketChannel ours, Descriptor theirs) {

    /**
     * Makes a pair.
     *
     * @param directory root's alone, so that nobody else can connect meanwhile
     */
    static SocketPair make(Path directory) throws IOException {
        Path file = directory.resolve(UUID.randomUUID().toString().substring(0, 8));
        try (ServerSocketChannel listening =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(file));
            Descriptor theirs = new Descriptor(Syscalls.connectUnix(file.toString()));
            try {
                return new SocketPair(listening.accept(), theirs);
            } catch (IOException failed) {
                theirs.close();
                throw failed;
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
