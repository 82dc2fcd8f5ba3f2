package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.api.access.Target;
import io.kubevirt.ee.api.status.StatusException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRequestTest {
    private static final String NAMESPACE = "/apis/subresources.kubevirt.io/v1/namespaces/ns/";

    @ParameterizedTest
    @CsvSource({
        "virtualmachineinstances/vm/console, CONSOLE, console, false",
        "virtualmachineinstances/vm/vnc, VNC, vnc, false",
        "virtualmachineinstances/vm/usbredir, USB, usbredir, false",
        "virtualmachineinstances/vm/portforward/22, PORT, portforward/22/tcp, false",
        "virtualmachineinstances/vm/portforward/22/tcp, PORT, portforward/22/tcp, false",
        "virtualmachineinstances/vm/portforward/53/udp, PORT, portforward/53/udp, true",
        "virtualmachineinstances/vm/portforward/053, PORT, portforward/53/tcp, false",
        "virtualmachineinstances/vm/portforward/65535/, PORT, portforward/65535/tcp, false",
        "virtualmachines/vm/portforward/1/udp, PORT, portforward/1/udp, true"
    })
    void aPathNamesAStream(String path, StreamKind kind, String agentPath, boolean datagrams) {
        assertThat(of(path, null)).contains(new StreamRequest(kind, agentPath, datagrams));
    }

    @ParameterizedTest
    @CsvSource({
        "virtualmachineinstances/vm/vnc/screenshot",
        "virtualmachineinstances/vm/pause",
        "virtualmachines/vm/console",
        "virtualmachines/vm/vnc",
        "virtualmachines/vm/usbredir",
        "virtualmachineinstances/vm/usbredir/0",
        "virtualmachines/vm/start"
    })
    void everythingElseIsNone(String path) {
        assertThat(of(path, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "T, true", "false, false", "'', false", "yes, false"})
    void aSessionIsPreservedWhereThatIsAskedFor(String parameter, boolean preserved) {
        assertThat(of("virtualmachineinstances/vm/vnc", parameter).orElseThrow().agentPath())
                .isEqualTo(preserved ? "vnc?preserveSession=true" : "vnc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    portforward/0        | 400 the port must be a number from 1 to 65535, not 0
                    portforward/65536    | 400 the port must be a number from 1 to 65535, not 65536
                    portforward/ssh      | 400 the port must be a number from 1 to 65535, not ssh
                    portforward/1e3/tcp  | 400 the port must be a number from 1 to 65535, not 1e3
                    portforward/99999999999 | 400 the port must be a number from 1 to 65535, not 99999999999
                    portforward/22/sctp  | 400 the protocol must be tcp or udp, not sctp
                    portforward/22/TCP   | 400 the protocol must be tcp or udp, not TCP
                    portforward          | 404 the server could not find the requested resource
                    portforward/22/tcp/x | 404 the server could not find the requested resource
                    """)
    void whatIsNoPortIsRefused(String path, String refusal) {
        assertThatThrownBy(() -> of("virtualmachineinstances/vm/" + path, null))
                .isInstanceOfSatisfying(
                        StatusException.class,
                        refused ->
                                assertThat(
                                                refused.status().getCode()
                                                        + " "
                                                        + refused.status().getMessage())
                                        .isEqualTo(refusal));
    }

    @Test
    void aPictureLeavesWhoWatchesAlone() {
        assertThat(StreamRequest.PICTURE.agentPath()).isEqualTo("vnc?preserveSession=true");
    }

    private static Optional<StreamRequest> of(String path, String preserveSession) {
        Target target = Target.of(NAMESPACE + path);
        return StreamRequest.of(
                (Target.Subresource) target, NAMESPACE + path, () -> preserveSession);
    }
}
