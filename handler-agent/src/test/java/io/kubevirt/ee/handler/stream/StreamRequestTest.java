package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamRequestTest {

    private static final String VM = "/v1/namespaces/ns/virtualmachineinstances/vm/";

    @Test
    void aPathNamesGuestAndDevice() {
        assertThat(StreamRequest.parse(VM + "console", null))
                .contains(new StreamRequest("ns", "vm", GuestDevice.CONSOLE, false));
        assertThat(StreamRequest.parse(VM + "vnc", ""))
                .contains(new StreamRequest("ns", "vm", GuestDevice.VNC, false));
        assertThat(StreamRequest.parse(VM + "usbredir", null))
                .contains(new StreamRequest("ns", "vm", GuestDevice.USB, false));
    }

    @Test
    void theQueryMayAskToLeaveWhoIsThereAlone() {
        assertThat(StreamRequest.parse(VM + "vnc", "preserveSession=true"))
                .contains(new StreamRequest("ns", "vm", GuestDevice.VNC, true));
        assertThat(StreamRequest.parse(VM + "vnc", "preserveSession=false"))
                .contains(new StreamRequest("ns", "vm", GuestDevice.VNC, false));
    }

    @ParameterizedTest
    @CsvSource({"22, tcp, TCP", "1, udp, UDP", "65535, tcp, TCP"})
    void aPathMayNameAPort(String number, String protocol, GuestPort.Protocol known) {
        assertThat(StreamRequest.parse(VM + "portforward/" + number + "/" + protocol, null))
                .contains(
                        new StreamRequest(
                                "ns", "vm", new GuestPort(Integer.parseInt(number), known), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/namespaces/ns/virtualmachineinstances/vm",
                VM + "CONSOLE",
                VM + "console/",
                "/v1/namespaces/ns/virtualmachineinstances//console",
                "/v1/namespaces/a/b/virtualmachineinstances/vm/console",
                VM + "portforward",
                VM + "portforward/22",
                VM + "portforward/0/tcp",
                VM + "portforward/65536/tcp",
                VM + "portforward/999999999999/tcp",
                VM + "portforward/-1/tcp",
                VM + "portforward/+1/tcp",
                VM + "portforward/ssh/tcp",
                VM + "portforward/22/sctp",
                VM + "portforward/22/TCP",
                VM + "portforward//tcp",
                VM + "portforward/22/tcp/x"
            })
    void everythingElseIsNoStream(String path) {
        assertThat(StreamRequest.parse(path, null)).isEmpty();
    }
}
