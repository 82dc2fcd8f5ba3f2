package io.kubevirt.ee.model.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1CustomResourceDefinition;
import io.kubernetes.client.openapi.models.V1CustomResourceDefinitionVersion;
import io.kubevirt.ee.model.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our definitions have every field, type and constraint of KubeVirt's, and none beside. */
class PublishedShapeTest {
    @ParameterizedTest
    @EnumSource
    void namesVersionsAndColumnsAreThePublishedOnes(Resource resource) throws IOException {
        List<String> published =
                published(resource).stream().filter(line -> line.startsWith("#")).toList();
        assertThat(PublishedShape.head(Definition.of(resource))).isEqualTo(published);
    }

    @ParameterizedTest
    @EnumSource
    void fieldsAreThePublishedOnes(Resource resource) throws IOException {
        var published = new TreeSet<String>();
        published(resource).stream()
                .filter(line -> !line.startsWith("#"))
                .map(PublishedShapeTest::ordered)
                .forEach(published::add);
        V1CustomResourceDefinition definition = Definition.of(resource);
        for (V1CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
            var ours = new TreeSet<String>();
            PublishedShape.fields(version.getSchema().getOpenAPIV3Schema()).stream()
                    .map(PublishedShapeTest::ordered)
                    .forEach(ours::add);
            assertThat(ours).containsExactlyElementsOf(published);
        }
    }

    private static List<String> published(Resource resource) throws IOException {
        var file = Tree.kubevirtCases().resolve("api/" + resource.definitionName() + ".tsv");
        return Files.readAllLines(file);
    }

    /** Sorts the constraints of a line; none but the pattern, which stays last, holds a blank. */
    private static String ordered(String line) {
        String[] columns = line.split("\t", -1);
        int pattern = columns[2].indexOf("pattern=");
        String plain = pattern < 0 ? columns[2] : columns[2].substring(0, pattern);
        String last = pattern < 0 ? "" : columns[2].substring(pattern);
        var words = new TreeSet<>(List.of(plain.strip().split(" ")));
        return columns[0] + "\t" + columns[1] + "\t" + words + last;
    }
}
