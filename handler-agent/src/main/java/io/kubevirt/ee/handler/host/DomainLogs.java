package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.model.domain.DomainIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What libvirt's qemu driver logs of each domain, and never removes; qemu writes there too. */
final class DomainLogs {

    private static final String START = ": starting up libvirt version: ";
    // libvirtd ends a qemu whose guest has shut down by the same signal.
    private static final String LIBVIRTD = "libvirtd";
    private static final Pattern KILLED =
            Pattern.compile("terminating on signal (\\d+) from pid (\\d+) \\((.*)\\)");
    // What qemu says last is at the end; what it says in between is not ours to bound.
    private static final int READ_BYTES = 1 << 16;
    private static final int MOST_LINES = 10;
    // Each argument of the command line but the last.
    private static final String CONTINUED = "\\";

    private final Path directory;

    /**
     * @param libvirtLogs libvirtd's log directory; need not exist
     */
    DomainLogs(Path libvirtLogs) {
        directory = libvirtLogs.resolve("qemu");
    }

    /** Who, other than libvirtd, asked the qemu of a guest to end, in words. */
    Optional<String> killer(KnownGuest guest) throws IOException {
        Path log = file(guest);
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        String end = end(log);
        Matcher killed = KILLED.matcher(end.substring(Math.max(end.lastIndexOf(START), 0)));
        // The first signal ended it, whatever followed.
        if (!killed.find() || killed.group(3).endsWith(LIBVIRTD)) {
            return Optional.empty();
        }
        return Optional.of(
                "signal %s of process %s (%s)"
                        .formatted(killed.group(1), killed.group(2), killed.group(3)));
    }

    /**
     * The last lines that qemu and libvirt wrote of a guest's last run, its command line left out.
     */
    List<String> lastWords(KnownGuest guest) throws IOException {
        Path log = file(guest);
        if (!Files.exists(log)) {
            return List.of();
        }
        String end = end(log);
        List<String> lines =
                end.substring(Math.max(end.lastIndexOf(START), 0))
                        .lines()
                        .dropWhile(line -> line.contains(START) || line.endsWith(CONTINUED))
                        .skip(1)
                        .toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    /** Removes the log of a guest whose domain is undefined. None is no error. */
    void remove(KnownGuest guest) throws IOException {
        Files.deleteIfExists(file(guest));
    }

    private Path file(KnownGuest guest) {
        String domain = DomainIdentity.name(guest.namespace(), guest.name());
        return directory.resolve(domain + ".log");
    }

    private static String end(Path log) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - READ_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
