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
        try (PodRoot root = owner.root()) {
            Walk walk = new Walk(root, folder, what);
            walk.below("");
            return walk.found;
        } catch (ErrnoException failed) {
            throw missing(failed, what);
        }
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

    /** A walk with bounds: links could lead through few folders on endlessly many ways. */
    private static final class Walk {
        private final PodRoot root;
        private final String folder;
        private final String what;
        private final Map<String, byte[]> found = new TreeMap<>();
        private int entries;
        private long bytes;

        Walk(PodRoot root, String folder, String what) {
            this.root = root;
            this.folder = folder;
            this.what = what;
        }

        void below(String parent) throws IOException, GuestRefused {
            for (String name : names(root, folder + "/" + parent)) {
                if (++entries > LIMIT_FILES) {
                    throw never(what + ": it has more than %d files".formatted(LIMIT_FILES));
                }
                String path = parent + name;
                try (Descriptor entry = root.locate(folder + "/" + path)) {
                    if (entry.facts().isDirectory()) {
                        below(path + "/");
                    } else {
                        add(path, content(entry, what));
                    }
                }
            }
        }

        private void add(String path, byte[] content) throws GuestRefused {
            bytes += content.length;
            if (bytes > LIMIT_BYTES) {
                throw never(what + ": its files are larger than the API can hold");
            }
            found.put(path, content);
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

    /** What it means that files cannot be found. */
    static GuestRefused missing(ErrnoException failed, String what) throws IOException {
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
