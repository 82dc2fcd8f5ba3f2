package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares with a file under src/test/resources/golden; {@code -Dgolden.update=true} rewrites it.
 */
final class Golden {

    private static final Path ROOT = Path.of("src/test/resources/golden/domain");

    private Golden() {}

    static void assertMatches(String file, String actual) {
        Path golden = ROOT.resolve(file);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, actual);
            }
            assertThat(actual).as(golden.toString()).isEqualTo(Files.readString(golden));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
