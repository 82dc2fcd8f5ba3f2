package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a guest's memory, whole pages, in which nothing is written.
 *
 * @param offset in bytes
 * @param length in bytes
 */
record EmptyPages(long offset, long length) {

    private static final int BUFFER_BYTES = 1 << 20;

    /** Those of a file; neighbours together, up to {@code mostBytes}. */
    static List<EmptyPages> of(Path file, long pageBytes, long mostBytes) throws IOException {
        List<EmptyPages> found = new ArrayList<>();
        ByteBuffer read = ByteBuffer.allocateDirect(BUFFER_BYTES);
        ByteBuffer empty = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try (FileChannel memory = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = 0; at < memory.size(); at += pageBytes) {
                if (isEmpty(memory, at, at + pageBytes, read, empty)) {
                    add(found, new EmptyPages(at, pageBytes), mostBytes);
                }
            }
        }
        return found;
    }

    private static void add(List<EmptyPages> found, EmptyPages page, long mostBytes) {
        if (!found.isEmpty()) {
            EmptyPages last = found.getLast();
            EmptyPages both = new EmptyPages(last.offset, last.length + page.length);
            if (last.offset + last.length == page.offset && both.length <= mostBytes) {
                found.set(found.size() - 1, both);
                return;
            }
        }
        found.add(page);
    }

    private static boolean isEmpty(
            FileChannel memory, long from, long end, ByteBuffer read, ByteBuffer empty)
            throws IOException {
        long at = from;
        while (at < end) {
            read.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
            int count = memory.read(read, at);
            if (count <= 0 || read.flip().mismatch(empty.clear().limit(count)) >= 0) {
                return false;
            }
            at += count;
        }
        return true;
    }
}
