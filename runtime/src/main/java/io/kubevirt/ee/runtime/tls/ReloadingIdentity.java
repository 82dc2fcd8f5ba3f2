package io.kubevirt.ee.runtime.tls;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The identity in a directory, read again when its files changed. Files are looked at no more often
 * than every few seconds. A half-written or broken set leaves the last good one in force.
 */
final class ReloadingIdentity {
    private static final Logger LOG = System.getLogger(ReloadingIdentity.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final List<String> FILES = List.of("tls.crt", "tls.key", "ca.crt");

    private final Path directory;
    private final InstantSource clock;
    private Identity identity;
    private Identity previous;
    private List<Object> stamps;
    private Instant looked;

    ReloadingIdentity(Path directory, InstantSource clock)
            throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.clock = clock;
        this.looked = clock.instant();
        this.stamps = stamps();
        this.identity = Identity.read(directory);
        this.previous = identity;
    }

    synchronized Identity current() {
        Instant now = clock.instant();
        if (Duration.between(looked, now).compareTo(LOOK_EVERY) >= 0) {
            looked = now;
            reload();
        }
        return identity;
    }

    /**
     * The identity of this alias, if it is the present or the last one; otherwise the present one.
     */
    synchronized Identity named(String alias) {
        return previous.alias().equals(alias) ? previous : identity;
    }

    private void reload() {
        try {
            List<Object> found = stamps();
            if (!found.equals(stamps)) {
                Identity read = Identity.read(directory);
                previous = identity;
                identity = read;
                stamps = found;
                LOG.log(Level.INFO, "certificates in {0} were read again", directory);
            }
        } catch (IOException | GeneralSecurityException broken) {
            LOG.log(
                    Level.WARNING,
                    "certificates in {0} cannot be read, the last good ones stay: {1}",
                    directory,
                    broken);
        }
    }

    /** A mounted Secret is replaced by a link, so the file behind the link counts. */
    private List<Object> stamps() throws IOException {
        Object[] stamps = new Object[FILES.size()];
        for (int i = 0; i < stamps.length; i++) {
            Path file = directory.resolve(FILES.get(i)).toRealPath();
            stamps[i] = List.of(file, Files.getLastModifiedTime(file), Files.size(file));
        }
        return List.of(stamps);
    }
}
