package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Secret as the kubelet mounts it: a file for each key, by way of a link to the version of the
 * moment. All is looked up inside the pod's root.
 */
final class PodSecret {

    // The API server takes no larger Secret.
    private static final int LIMIT_BYTES = 1 << 20;
    private static final int MOST_KEYS = 256;

    private PodSecret() {}

    /** The texts by their keys. */
    static SortedMap<String, String> read(PinnedProcess launcher, String directory)
            throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (PodRoot root = launcher.root();
                Descriptor folder = root.locate(directory);
                DirectoryStream<Path> keys = Files.newDirectoryStream(folder.path())) {
            for (Path key : keys) {
                String name = key.getFileName().toString();
                // The kubelet's own, that hold the versions.
                if (!name.startsWith("..") && texts.size() < MOST_KEYS) {
                    texts.put(name, text(root, directory + "/" + name));
                }
            }
        }
        return texts;
    }

    private static String text(PodRoot root, String path) throws IOException {
        try (Descriptor file = root.locate(path)) {
            if (!file.facts().isRegular()) {
                throw new IOException(path + " is " + file.facts().typeInWords());
            }
            try (InputStream content = Files.newInputStream(file.path())) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content.readNBytes(LIMIT_BYTES)))
                        .toString();
            }
        } catch (CharacterCodingException binary) {
            throw new IOException(path + " is no UTF-8 text", binary);
        }
    }
}
