package io.kubevirt.ee.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rows of a table in a document that the code knows better. */
public final class MarkedTable {

    private MarkedTable() {}

    /**
     * The rows between {@code <!-- NAME -->}, the table's two head lines, and an empty line.
     *
     * @param rows what takes their place if golden files are to be updated
     */
    public static String in(String document, String name, String rows) throws IOException {
        Path file = Path.of("../docs").resolve(document);
        String text = Files.readString(file);
        int head = text.indexOf("<!-- " + name + " -->");
        if (head < 0) {
            throw new AssertionError(file + " has no table " + name);
        }
        int from = head;
        for (int line = 0; line < 3; line++) {
            from = text.indexOf('\n', from) + 1;
        }
        int to = text.indexOf("\n\n", from - 1) + 1;
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text.substring(0, from) + rows + text.substring(to));
            return rows;
        }
        return text.substring(from, to);
    }
}
