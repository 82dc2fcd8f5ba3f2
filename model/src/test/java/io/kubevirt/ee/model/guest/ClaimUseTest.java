package io.kubevirt.ee.model.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimUseTest {

    @ParameterizedTest
    @CsvSource({
        "ALONE, ALONE, false",
        "ALONE, SHARED, false",
        "ALONE, READ, false",
        "ALONE, BELOW_OVERLAY, false",
        "SHARED, SHARED, true",
        "SHARED, READ, false",
        "SHARED, BELOW_OVERLAY, false",
        "READ, READ, true",
        "READ, BELOW_OVERLAY, true",
        "BELOW_OVERLAY, BELOW_OVERLAY, true",
    })
    void whoeverReadsGoesWithReadersAndWhoeverSharesWithThoseWhoShare(
            ClaimUse one, ClaimUse other, boolean together) {
        assertThat(one.goesWith(other)).isEqualTo(together);
        assertThat(other.goesWith(one)).isEqualTo(together);
    }
}
