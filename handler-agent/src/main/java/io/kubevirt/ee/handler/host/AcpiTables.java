package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.domain.AcpiTable;
import io.kubevirt.ee.model.guest.AcpiTableNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tables of ACPI, as the Secrets in the pod have them when the guest starts. */
final class AcpiTables {

    /** With less qemu ends, and says so to nobody but its log. */
    private static final int HEADER_BYTES = 36;

    private AcpiTables() {}

    /** Makes the files; those that are there stay. */
    static Map<AcpiTable, String> make(
            GuestDirectory guest, List<AcpiTableNeed> needs, PinnedProcess launcher)
            throws IOException, GuestRefused {
        Map<AcpiTable, String> made = new EnumMap<>(AcpiTable.class);
        for (AcpiTableNeed need : needs) {
            Path file = guest.boot().resolve(need.table().key());
            if (!Files.exists(file)) {
                write(guest, file, content(need, launcher));
            }
            made.put(need.table(), file.toString());
        }
        return made;
    }

    private static byte[] content(AcpiTableNeed need, PinnedProcess launcher)
            throws IOException, GuestRefused {
        String what = "volume \"%s\"".formatted(need.volume());
        String key = need.table().key();
        byte[] table =
                PodFolder.first(launcher, need.folder(), List.of(key), what)
                        .orElseThrow(() -> refused(what + ": its Secret has no key " + key));
        if (table.length < HEADER_BYTES) {
            throw refused(
                    "%s: %s has %d bytes, and an ACPI table %d or more"
                            .formatted(what, key, table.length, HEADER_BYTES));
        }
        return table;
    }

    private static void write(GuestDirectory guest, Path file, byte[] table) throws IOException {
        Path unfinished = guest.emptyFile(file.resolveSibling(file.getFileName() + ".new"));
        Files.write(unfinished, table);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static GuestRefused refused(String message) {
        return new GuestRefused(GuestRefused.Kind.MAY_PASS, message);
    }
}
