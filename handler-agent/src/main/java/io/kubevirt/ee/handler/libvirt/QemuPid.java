package io.kubevirt.ee.handler.libvirt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The process id of a domain's qemu: libvirt's API does not tell, its pid file does.
 *
 * @param runDirectory libvirtd's run directory as the agent sees it, with {@code qemu/<domain>.pid}
 * @param proc the node's {@code /proc}
 */
record QemuPid(Path runDirectory, Path proc) {

    /**
     * The pid, if that process really is the domain's qemu: the file of a qemu that was killed
     * outlives it, and its pid may belong to somebody else by now.
     */
    OptionalLong of(String domainName, String uuid) {
        try {
            Path file = runDirectory.resolve("qemu").resolve(domainName + ".pid");
            long pid = Long.parseLong(Files.readString(file).strip());
            byte[] commandLine = Files.readAllBytes(proc.resolve(pid + "/cmdline"));
            // A zombie's command line is empty.
            return new String(commandLine, StandardCharsets.UTF_8).contains(uuid)
                    ? OptionalLong.of(pid)
                    : OptionalLong.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            // A process that ends while its command line is read.
            return OptionalLong.empty();
        }
    }
}
