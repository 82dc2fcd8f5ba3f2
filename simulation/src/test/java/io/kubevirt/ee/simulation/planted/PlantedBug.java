package io.kubevirt.ee.simulation.planted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A mistake that somebody could make, in one line of the sources.
 *
 * @param name what it would do
 * @param file in the project
 * @param text the line's part that is right
 * @param replacement what stands there instead
 */
record PlantedBug(String name, Path file, String text, String replacement) {
    private static final Path LIST = Path.of("src/test/resources/planted-bugs.txt");
    private static final Path PROJECT = Path.of("..");
    private static final String SOURCES = "src/main/java";

    /** All of them. */
    static List<PlantedBug> all() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(PlantedBug::of)
                .toList();
    }

    private static PlantedBug of(String line) {
        String[] parts = line.split(" :: ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(LIST + ": not four parts: " + line);
        }
        String module = parts[1].substring(0, parts[1].indexOf('/'));
        String source = parts[1].substring(module.length() + 1);
        Path file = PROJECT.resolve(module).resolve(SOURCES).resolve("io/kubevirt/ee/" + source);
        return new PlantedBug(parts[0], file, parts[2], parts[3]);
    }

    /** The source with the mistake in it. */
    String mutated() throws IOException {
        String source = Files.readString(file);
        int at = source.indexOf(text);
        if (at < 0 || source.indexOf(text, at + 1) >= 0) {
            throw new IllegalStateException(
                    "planted bug \"%s\": the text is there %s in %s; make %s match the source: %s"
                            .formatted(
                                    name, at < 0 ? "no more" : "more than once", file, LIST, text));
        }
        return source.substring(0, at) + replacement + source.substring(at + text.length());
    }

    /** The name of the class that the file holds. */
    String className() {
        String path = file.toString();
        String inSources = path.substring(path.indexOf(SOURCES) + SOURCES.length() + 1);
        return inSources.substring(0, inSources.length() - ".java".length()).replace('/', '.');
    }

    @Override
    public String toString() {
        return name;
    }
}
