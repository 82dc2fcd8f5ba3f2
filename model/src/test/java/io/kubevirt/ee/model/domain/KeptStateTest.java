package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.domain.KeptState.Variables;
import io.kubevirt.ee.model.v1.DomainSpec;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptStateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}|{}||false",
                "{\"tpm\": {}}|{}||false",
                "{\"tpm\": {\"persistent\": false}}|{}||false",
                "{\"tpm\": {\"persistent\": true}}|{}||true",
                "{\"tpm\": {\"persistent\": true, \"enabled\": true}}|{}||true",
                "{\"tpm\": {\"persistent\": true, \"enabled\": false}}|{}||false",
                "{}|{\"bootloader\": {\"bios\": {}}}||false",
                "{}|{\"bootloader\": {\"efi\": {}}}||false",
                "{}|{\"bootloader\": {\"efi\": {\"persistent\": false}}}||false",
                "{}|{\"bootloader\": {\"efi\": {\"persistent\": true}}}|WITH_KEYS|false",
                "{}|{\"bootloader\": {\"efi\": {\"persistent\": true, \"secureBoot\": true}}}"
                        + "|WITH_KEYS|false",
                "{\"tpm\": {\"persistent\": true}}"
                        + "|{\"bootloader\": {\"efi\": {\"persistent\": true, \"secureBoot\": false}}}"
                        + "|BLANK|true",
            })
    void onlyWhatIsThereAndToBeKeptIsKept(
            String devices, String firmware, Variables variables, boolean tpm) {
        DomainSpec domain =
                JSON.deserialize(
                        "{\"devices\": %s, \"firmware\": %s}".formatted(devices, firmware),
                        DomainSpec.class);

        KeptState kept = KeptState.of(domain);

        assertThat(kept).isEqualTo(new KeptState(Optional.ofNullable(variables), tpm));
        assertThat(kept.isAny()).isEqualTo(variables != null || tpm);
    }
}
