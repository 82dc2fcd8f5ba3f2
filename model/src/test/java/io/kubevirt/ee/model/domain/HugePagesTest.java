package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.instancetype.Yamls;
import io.kubevirt.ee.model.v1.DomainSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HugePagesTest {

    @ParameterizedTest
    @CsvSource({
        "2Mi, 2097152, hugepages-2Mi",
        "2048Ki, 2097152, hugepages-2Mi",
        "1Gi, 1073741824, hugepages-1Gi",
        "1024Mi, 1073741824, hugepages-1Gi"
    })
    void theirResourceIsTheSameHoweverTheirSizeIsWritten(String size, long bytes, String resource) {
        HugePages pages =
                HugePages.of(domain("{memory: {hugepages: {pageSize: %s}}}".formatted(size)))
                        .orElseThrow();
        assertThat(pages.bytes()).isEqualTo(bytes);
        assertThat(pages.resource()).isEqualTo(resource);
    }

    @Test
    void otherGuestsHaveNone() {
        assertThat(HugePages.of(domain("{}"))).isEmpty();
        assertThat(HugePages.of(domain("{memory: {guest: 1Gi}}"))).isEmpty();
        assertThat(HugePages.of(domain("{memory: {hugepages: {}}}"))).isEmpty();
    }

    private static DomainSpec domain(String yaml) {
        return Yamls.read(DomainSpec.class, yaml);
    }
}
