package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.model.domain.DomainIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What libvirt's qemu driver logs of each domain, and never removes. */
final class DomainLogs {

    private final Path directory;

    /**
     * @param libvirtLogs libvirtd's log directory; need not exist
     */
    DomainLogs(Path libvirtLogs) {
        directory = libvirtLogs.resolve("qemu");
    }

    /** Removes the log of a guest whose domain is undefined. None is no error. */
    void remove(KnownGuest guest) throws IOException {
        String domain = DomainIdentity.name(guest.namespace(), guest.name());
        Files.deleteIfExists(directory.resolve(domain + ".log"));
    }
}
