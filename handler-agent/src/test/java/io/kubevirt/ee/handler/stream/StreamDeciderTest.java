package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.stream.StreamDecider.Decision;
import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamDeciderTest {

    private static final InetAddress ADDRESS = InetAddress.ofLiteral("10.244.0.7");
    private static final GuestPort SSH = new GuestPort(22, GuestPort.Protocol.TCP);

    static Stream<Arguments> situations() {
        Answer consoleOnly =
                new Answer.Running("u", Set.of(GuestDevice.CONSOLE), Optional.of(ADDRESS));
        Answer bare = new Answer.Running("u", Set.of(), Optional.empty());
        return Stream.of(
                Arguments.of(
                        GuestDevice.CONSOLE,
                        new Answer.NotHere(),
                        refused(
                                404,
                                "NotFound",
                                "virtualmachineinstance ns/vm is not on this node")),
                Arguments.of(
                        GuestDevice.CONSOLE,
                        new Answer.NotRunning(),
                        refused(409, "Conflict", "virtualmachineinstance ns/vm is not running")),
                Arguments.of(
                        SSH,
                        new Answer.NotRunning(),
                        refused(409, "Conflict", "virtualmachineinstance ns/vm is not running")),
                Arguments.of(
                        GuestDevice.CONSOLE,
                        consoleOnly,
                        new Decision.OpenDevice("u", GuestDevice.CONSOLE)),
                Arguments.of(
                        GuestDevice.VNC,
                        consoleOnly,
                        refused(400, "BadRequest", "No graphics devices are present.")),
                Arguments.of(
                        GuestDevice.CONSOLE,
                        bare,
                        refused(400, "BadRequest", "No serial consoles are present.")),
                Arguments.of(
                        GuestDevice.USB,
                        consoleOnly,
                        refused(400, "BadRequest", "Not configured with USB Redirection")),
                Arguments.of(SSH, consoleOnly, new Decision.OpenPort(ADDRESS, SSH)),
                Arguments.of(
                        SSH,
                        bare,
                        refused(400, "BadRequest", "no network interfaces are present")));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void everySituationHasItsDecision(StreamTarget target, Answer guest, Decision decision) {
        assertThat(StreamDecider.decide(new StreamRequest("ns", "vm", target, false), guest))
                .isEqualTo(decision);
    }

    private static Decision refused(int code, String reason, String message) {
        return new Decision.Refuse(new StreamRefusal(code, reason, message));
    }
}
