package io.kubevirt.ee.model.launcher;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Folders of the nodes below which disks of guests may be.
 *
 * @param prefixes absolute paths
 */
public record HostPaths(List<String> prefixes) {

    private static final Pattern PLAIN = Pattern.compile("(/(?!\\.{1,2}(/|$))[^/]+)+");

    /** Nowhere. */
    public static final HostPaths NONE = new HostPaths(List.of());

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException a folder is not a plain absolute path, or is the root
     */
    public HostPaths {
        prefixes = List.copyOf(prefixes);
        for (String prefix : prefixes) {
            if (!isPlain(prefix)) {
                throw new IllegalArgumentException(
                        "a folder for host disks must be a plain absolute path: " + prefix);
            }
        }
    }

    /** Whether there is no such folder. */
    public boolean none() {
        return prefixes.isEmpty();
    }

    /** Whether a path, as it is written, leads to a file below one of the folders. */
    public boolean hold(String path) {
        return prefixOf(path).isPresent();
    }

    /** The folder that a path is below. */
    public Optional<String> prefixOf(String path) {
        return isPlain(path)
                ? prefixes.stream().filter(prefix -> path.startsWith(prefix + "/")).findFirst()
                : Optional.empty();
    }

    /** Absolute, and nothing in it stands for another name. */
    private static boolean isPlain(String path) {
        return path.indexOf('\0') < 0 && PLAIN.matcher(path).matches();
    }
}
