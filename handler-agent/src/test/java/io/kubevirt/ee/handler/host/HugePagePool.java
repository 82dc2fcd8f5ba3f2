package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages of 2 MiB that the machine sets aside for a test, and has back at its end. */
final class HugePagePool implements AutoCloseable {

    private static final Path POOL = Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB");

    private final long before;
    private final long freeBefore;

    HugePagePool(int pages) throws IOException {
        before = read("nr_hugepages");
        freeBefore = read("free_hugepages");
        write(before + pages);
        if (read("nr_hugepages") != before + pages) {
            close();
            throw new IOException("the machine has no %d huge pages to set aside".formatted(pages));
        }
    }

    /** How many of the test's pages are free. */
    long free() throws IOException {
        return read("free_hugepages") - freeBefore;
    }

    private static long read(String file) throws IOException {
        return Long.parseLong(Files.readString(POOL.resolve(file)).strip());
    }

    private static void write(long pages) throws IOException {
        Files.writeString(POOL.resolve("nr_hugepages"), Long.toString(pages));
    }

    @Override
    public void close() throws IOException {
        write(before);
    }
}
