package io.kubevirt.ee.model.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The committed definitions are the ones the records make. */
class CrdFilesTest {
    @ParameterizedTest
    @EnumSource
    void theFileIsWhatTheRecordsMake(Resource resource) throws IOException {
        Path file =
                Tree.root().resolve("kubernetes/base/crds/" + resource.definitionName() + ".yaml");
        String yaml = CrdYaml.of(resource);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, yaml);
        }
        assertThat(file).content().isEqualTo(yaml);
    }

    /** The API server refuses objects above 1.5 MiB, client-side apply above 256 KiB. */
    @ParameterizedTest
    @EnumSource
    void theFileIsSmallEnoughForClientSideApply(Resource resource) {
        assertThat(CrdYaml.of(resource).length()).isLessThan(256 * 1024);
    }
}
