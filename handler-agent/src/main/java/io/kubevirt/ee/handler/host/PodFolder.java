package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Small files that the kubelet keeps in a container: links to links, so each path is resolved as
 * the container would, and never beyond its root.
 */
final class PodFolder {

    /** More than an object of the API can hold. */
    private static final int LIMIT_BYTES = 2 << 20;

    private static final int LIMIT_FILES = 10_000;
    private static final String KUBELETS_OWN = "..";

    private PodFolder() {}

    /** All files, by their path below {@code folder}. */
    static Map<String, byte[]> read(PinnedProcess owner, String folder, String what)
            throws IOException, GuestRefused {
        Map<String, byte[]> found = new TreeMap<>();
        try (PodRoot root = owner.root()) {
            read(root, folder, "", found, what);
        } catch (ErrnoException failed) {
            throw missing(failed, what);
        }
        return found;
    }

    /** The first of the named files that is there. */
    static Optional<byte[]> first(
            PinnedProcess owner, String folder, List<String> names, String what)
            throws IOException, GuestRefused {
        try (PodRoot root = owner.root()) {
            for (String name : names) {
                try (Descriptor file = root.locate(folder + "/" + name)) {
                    return Optional.of(content(file, what));
                } catch (ErrnoException failed) {
                    missing(failed, what);
                }
            }
            return Optional.empty();
        }
    }

    private static void read(
            PodRoot root, String folder, String below, Map<String, byte[]> found, String what)
            throws IOException, GuestRefused {
        for (String name : names(root, folder + "/" + below)) {
            String path = below + name;
            try (Descriptor entry = root.locate(folder + "/" + path)) {
                if (entry.facts().isDirectory()) {
                    read(root, folder, path + "/", found, what);
                } else {
                    found.put(path, content(entry, what));
                }
            }
            if (found.size() > LIMIT_FILES) {
                throw never(what + ": it has more than %d files".formatted(LIMIT_FILES));
            }
        }
    }

    private static List<String> names(PodRoot root, String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (Descriptor opened = root.locate(folder);
                Stream<Path> files = Files.list(opened.path())) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith(KUBELETS_OWN))
                    .limit(LIMIT_FILES + 1L)
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    private static byte[] content(Descriptor file, String what) throws IOException, GuestRefused {
        FileFacts facts = file.facts();
        if (!facts.isRegular() || facts.sizeBytes() > LIMIT_BYTES) {
            throw never(what + ": in the launcher pod is what no kubelet put there");
        }
        try (InputStream content = Files.newInputStream(file.path())) {
            return content.readNBytes(LIMIT_BYTES);
        }
    }

    private static GuestRefused missing(ErrnoException failed, String what) throws IOException {
        if (failed.errno() == ErrnoException.ENOENT || failed.errno() == ErrnoException.ENOTDIR) {
            return new GuestRefused(
                    GuestRefused.Kind.MAY_PASS, what + ": its files are not in the launcher pod");
        }
        throw failed;
    }

    private static GuestRefused never(String message) {
        return new GuestRefused(GuestRefused.Kind.NEVER, message);
    }
}
