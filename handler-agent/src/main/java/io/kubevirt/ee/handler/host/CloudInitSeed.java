package io.kubevirt.ee.handler.host;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.kubevirt.ee.model.guest.DiskNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cloud-init NoCloud data source: an ISO 9660 image labelled {@code cidata} that holds
 * user-data, meta-data and, when given, network-config.
 */
final class CloudInitSeed {

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private CloudInitSeed() {}

    /** Makes the image; one that is there stays as it is. */
    static void make(GuestDirectory guest, Path image, DiskNeed.CloudInitNoCloud seed)
            throws IOException {
        if (Files.exists(image)) {
            return;
        }
        Path folder = image.resolveSibling(image.getFileName() + ".files");
        Path unfinished = guest.emptyFile(image.resolveSibling(image.getFileName() + ".new"));
        try {
            makeFolder(folder);
            List<String> command =
                    new ArrayList<>(
                            List.of("xorrisofs", "-quiet", "-volid", "cidata", "-joliet", "-rock"));
            command.addAll(List.of("-output", unfinished.toString()));
            for (Map.Entry<String, String> file : files(seed).entrySet()) {
                Path written = folder.resolve(file.getKey());
                Files.writeString(written, file.getValue());
                command.add(written.toString());
            }
            Command.run(command);
        } finally {
            removeFolder(folder);
        }
        Files.move(unfinished, image, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The files of the image by name. */
    static Map<String, String> files(DiskNeed.CloudInitNoCloud seed) {
        Map<String, String> metaData = new LinkedHashMap<>();
        metaData.put("instance-id", seed.instanceId());
        metaData.put("local-hostname", seed.hostname());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("user-data", seed.userData());
        // JSON is YAML: no quoting of our own.
        files.put("meta-data", GSON.toJson(metaData) + "\n");
        seed.networkData().ifPresent(text -> files.put("network-config", text));
        return files;
    }

    // Only root may look: user data often carries passwords and keys.
    private static void makeFolder(Path folder) throws IOException {
        removeFolder(folder);
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void removeFolder(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (String name : List.of("user-data", "meta-data", "network-config")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }
}
