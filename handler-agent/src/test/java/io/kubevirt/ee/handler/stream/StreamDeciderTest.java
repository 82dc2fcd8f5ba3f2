package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.stream.StreamDecider.Decision;
import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamDeciderTest {

    static Stream<Arguments> situations() {
        Answer consoleOnly = new Answer.Running("u", Set.of(GuestDevice.CONSOLE));
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
                Arguments.of(GuestDevice.CONSOLE, consoleOnly, new Decision.Open("u")),
                Arguments.of(
                        GuestDevice.VNC,
                        consoleOnly,
                        refused(400, "BadRequest", "No graphics devices are present.")),
                Arguments.of(
                        GuestDevice.CONSOLE,
                        new Answer.Running("u", Set.of()),
                        refused(400, "BadRequest", "No serial consoles are present.")));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void everySituationHasItsDecision(GuestDevice device, Answer guest, Decision decision) {
        assertThat(StreamDecider.decide(new StreamRequest("ns", "vm", device), guest))
                .isEqualTo(decision);
    }

    private static Decision refused(int code, String reason, String message) {
        return new Decision.Refuse(new StreamRefusal(code, reason, message));
    }
}
