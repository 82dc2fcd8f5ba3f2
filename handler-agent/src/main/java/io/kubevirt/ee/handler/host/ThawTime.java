package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A file that says when a guest's file systems are to be thawed; no file: they are not frozen. */
final class ThawTime {

    private ThawTime() {}

    static void write(Path file, Optional<Instant> at) throws IOException {
        if (at.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, at.get().toString());
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A time that cannot be read has come: a guest is rather thawed too early than never. */
    static Optional<Instant> read(Path file) throws IOException {
        try {
            return Optional.of(Instant.parse(Files.readString(file).strip()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (DateTimeException damaged) {
            return Optional.of(Instant.EPOCH);
        }
    }
}
