package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.model.guest.FilesystemNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The files of a volume in a launcher's container, laid out and changed as the kubelet does it. */
record SharedFiles(LauncherRef launcher, String volume) {

    private static final String FOLDERS = "/var/run/kubevirt-private/files/";

    static FilesystemNeed need(String volume) {
        return new FilesystemNeed(volume, FOLDERS + volume);
    }

    /** Where the folder of a volume is on this machine; its parent is made. */
    static Path folder(LauncherRef launcher, String volume) throws IOException {
        Path folders = Path.of("/proc/" + launcher.pid() + "/root/run/kubevirt-private/files");
        return Files.createDirectories(folders).resolve(volume);
    }

    /** All files change at once: they are in a folder of a name of its own, which a link names. */
    void bring(String version, String name, String content) throws IOException {
        Path folder = Files.createDirectories(folder(launcher, volume));
        Path data = Files.createDirectories(folder.resolve("..version-" + version));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(data.resolve(name), content);
        Files.setAttribute(file, "unix:gid", HostSettings.GUEST_GID);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path unfinished = folder.resolve("..data_tmp");
        Files.createSymbolicLink(unfinished, data.getFileName());
        Files.move(unfinished, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (!Files.exists(folder.resolve(name))) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("..data", name));
        }
    }
}
