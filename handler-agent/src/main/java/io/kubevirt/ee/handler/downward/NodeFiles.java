package io.kubevirt.ee.handler.downward;

import io.kubevirt.ee.model.downward.NodeFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what the kernel says of the node.
 *
 * @param proc where /proc is
 * @param processors where the kernel describes processors
 * @param node its name
 * @param product the hypervisor's name and version
 */
record NodeFiles(Path proc, Path processors, String node, Supplier<String> product) {

    /** Of this machine. */
    static NodeFiles ofThisNode(String node, Supplier<String> product) {
        return new NodeFiles(Path.of("/proc"), Path.of("/sys/devices/system/cpu"), node, product);
    }

    NodeFigures read() throws IOException {
        return new NodeFigures(
                node,
                product.get(),
                sockets(),
                Files.readString(proc.resolve("stat")),
                Files.readString(proc.resolve("meminfo")),
                Files.readString(proc.resolve("vmstat")));
    }

    private int sockets() throws IOException {
        try (Stream<Path> entries = Files.list(processors)) {
            Set<String> packages =
                    entries.filter(entry -> entry.getFileName().toString().matches("cpu[0-9]+"))
                            .map(entry -> entry.resolve("topology/physical_package_id"))
                            .filter(Files::exists)
                            .map(NodeFiles::text)
                            .collect(Collectors.toSet());
            return packages.size();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException gone) {
            // The processor was taken away.
            return "";
        }
    }
}
