package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRequestTest {

    @Test
    void aPathNamesGuestAndDevice() {
        assertThat(StreamRequest.parse("/v1/namespaces/ns/virtualmachineinstances/vm/console"))
                .contains(new StreamRequest("ns", "vm", GuestDevice.CONSOLE));
        assertThat(StreamRequest.parse("/v1/namespaces/ns/virtualmachineinstances/vm/vnc"))
                .contains(new StreamRequest("ns", "vm", GuestDevice.VNC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/namespaces/ns/virtualmachineinstances/vm",
                "/v1/namespaces/ns/virtualmachineinstances/vm/CONSOLE",
                "/v1/namespaces/ns/virtualmachineinstances/vm/console/",
                "/v1/namespaces/ns/virtualmachineinstances//console",
                "/v1/namespaces/a/b/virtualmachineinstances/vm/console"
            })
    void everythingElseIsNoStream(String path) {
        assertThat(StreamRequest.parse(path)).isEmpty();
    }
}
