package io.kubevirt.ee.handler.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.runtime.loop.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestKeysTest {

    @Test
    void aDomainsNameIsNamespaceAndName() {
        assertThat(GuestKeys.ofDomain("ns1_vm1")).contains(new Key("ns1", "vm1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"debian12", "_vm1", "ns1_", "_", ""})
    void otherNamesAreStrangers(String name) {
        assertThat(GuestKeys.ofDomain(name)).isEmpty();
    }
}
