package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** Reads the resolv.conf(5) that the kubelet has put into a launcher's container. */
final class PodResolver {

    private static final int LIMIT_BYTES = 1 << 16;

    private PodResolver() {}

    /** Says nothing where there is no such file. */
    static ResolverConfiguration of(PinnedProcess launcher) throws IOException {
        try (PodRoot root = launcher.root();
                Descriptor file = root.locate("/etc/resolv.conf")) {
            if (!file.facts().isRegular()) {
                return ResolverConfiguration.parse(List.of());
            }
            try (InputStream text = Files.newInputStream(file.path())) {
                byte[] read = text.readNBytes(LIMIT_BYTES);
                return ResolverConfiguration.parse(
                        new String(read, StandardCharsets.ISO_8859_1).lines().toList());
            }
        } catch (ErrnoException noSuchFile) {
            return ResolverConfiguration.parse(List.of());
        }
    }
}
