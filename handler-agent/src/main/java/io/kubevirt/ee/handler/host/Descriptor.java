package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An open file descriptor of this process. {@link #path()} names exactly the file that was opened,
 * whatever happens to the name it was opened by.
 */
record Descriptor(int fd) implements AutoCloseable {

    private static final long SELF = ProcessHandle.current().pid();

    /** The opened file, for this process and (while it is open) for the commands it runs. */
    Path path() {
        return Path.of("/proc/" + SELF + "/fd/" + fd);
    }

    FileFacts facts() throws IOException {
        return FileFacts.of(path());
    }

    /** The id of the mount the file is on, as in mountinfo. */
    int mountId() throws IOException {
        String prefix = "mnt_id:";
        for (String line : Files.readAllLines(Path.of("/proc/" + SELF + "/fdinfo/" + fd))) {
            if (line.startsWith(prefix)) {
                return Integer.parseInt(line.substring(prefix.length()).strip());
            }
        }
        throw new IOException("no mount id for descriptor " + fd);
    }

    @Override
    public void close() {
        Syscalls.close(fd);
    }
}
