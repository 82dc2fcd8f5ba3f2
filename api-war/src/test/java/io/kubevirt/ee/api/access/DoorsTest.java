package io.kubevirt.ee.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorsTest {
    private static final Doors DOORS = new Doors(8443, 8444);

    @ParameterizedTest
    @CsvSource({
        "8443, /apis/subresources.kubevirt.io/v1, true",
        "8443, /virtualmachines-validate, true",
        "8443, /rest, false",
        "8443, /rest/v1/virtualmachines, false",
        "8443, /restless, true",
        "8444, /rest/v1/virtualmachines, true",
        "8444, /rest, true",
        "8444, /restless, false",
        "8444, /apis/subresources.kubevirt.io/v1, false",
        "8444, /virtualmachines-validate, false",
        "8444, /, false",
        "8444, /rest/../virtualmachines-validate, false",
        "8444, /rest/%2e%2E/virtualmachines-validate, false",
        "8444, /rest/./v1, false",
        "8444, /rest;a=b/v1, false",
        "8444, //rest/v1, false",
        "8444, /rest/v1/virtualmachines/a..b, true",
        "8443, /apis/../rest/v1, false",
        "8443, /rest;x/v1, false",
        "8443, /.., false",
        "9080, /rest/v1/virtualmachines, false",
        "9080, /apis, false",
    })
    void eachPortHasItsPaths(int port, String path, boolean open) {
        assertThat(DOORS.open(port, path)).isEqualTo(open);
    }
}
