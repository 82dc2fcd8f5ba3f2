package io.kubevirt.ee.handler.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.device.PluginView.Registration;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PluginDeciderTest {

    private static final Optional<SocketId> NONE = Optional.empty();
    private static final Optional<SocketId> OURS = socket(1);
    private static final Optional<SocketId> OURS_ANEW = socket(2);
    private static final Optional<SocketId> KUBELET = socket(3);
    private static final Optional<SocketId> KUBELET_ANEW = socket(4);
    private static final Duration NOW = Duration.ZERO;
    private static final Duration JUST_NOW = Duration.ofSeconds(1);
    private static final Duration LONG_AGO = Duration.ofHours(1);
    private static final Optional<Registration> NEVER = Optional.empty();

    /** A row for each thing that can be. */
    enum Row {
        NO_KUBELET_ON_THE_NODE(
                PluginSituation.NO_FOLDER,
                new PluginView(false, NONE, NONE, NONE, NEVER, false, NOW)),
        ITS_FOLDER_IS_GONE_AND_SOMETHING_FAILED(
                PluginSituation.NO_FOLDER,
                new PluginView(false, NONE, OURS, NONE, NEVER, false, JUST_NOW)),
        JUST_STARTED(
                PluginSituation.NOT_SERVING,
                new PluginView(true, NONE, NONE, KUBELET, NEVER, false, NOW)),
        ANOTHER_ONES_SOCKET_IS_LEFT(
                PluginSituation.NOT_SERVING,
                new PluginView(true, OURS, NONE, KUBELET, NEVER, false, NOW)),
        A_KUBELET_REMOVED_OUR_SOCKET(
                PluginSituation.NOT_SERVING,
                new PluginView(true, NONE, OURS, KUBELET_ANEW, told(JUST_NOW), true, NOW)),
        ANOTHER_AGENT_TOOK_OUR_PATH(
                PluginSituation.NOT_SERVING,
                new PluginView(true, OURS_ANEW, OURS, KUBELET, told(JUST_NOW), true, NOW)),
        SOMETHING_FAILED(
                PluginSituation.PAUSED,
                new PluginView(true, NONE, NONE, KUBELET, NEVER, false, JUST_NOW)),
        NOBODY_IS_THERE(
                PluginSituation.NO_KUBELET,
                new PluginView(true, OURS, OURS, NONE, NEVER, false, NOW)),
        THE_KUBELET_IS_AWAY(
                PluginSituation.NO_KUBELET,
                new PluginView(true, OURS, OURS, NONE, told(LONG_AGO), false, NOW)),
        A_KUBELET_IS_THERE(
                PluginSituation.UNKNOWN_TO_KUBELET,
                new PluginView(true, OURS, OURS, KUBELET, NEVER, false, NOW)),
        ANOTHER_KUBELET_IS_THERE(
                PluginSituation.UNKNOWN_TO_KUBELET,
                new PluginView(true, OURS, OURS, KUBELET_ANEW, told(LONG_AGO), true, NOW)),
        OUR_SOCKET_IS_ANOTHER(
                PluginSituation.UNKNOWN_TO_KUBELET,
                new PluginView(true, OURS_ANEW, OURS_ANEW, KUBELET, told(LONG_AGO), false, NOW)),
        IT_WAS_TOLD_AND_WILL_COME(
                PluginSituation.SETTLED,
                new PluginView(true, OURS, OURS, KUBELET, told(JUST_NOW), false, NOW)),
        IT_DID_NOT_COME_OR_LEFT(
                PluginSituation.NOT_WATCHED,
                new PluginView(true, OURS, OURS, KUBELET, told(LONG_AGO), false, NOW)),
        IT_WATCHES(
                PluginSituation.SETTLED,
                new PluginView(true, OURS, OURS, KUBELET, told(LONG_AGO), true, NOW));

        private final PluginSituation expected;
        private final PluginView view;

        Row(PluginSituation expected, PluginView view) {
            this.expected = expected;
            this.view = view;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachViewIsItsSituation(Row row) {
        assertThat(PluginDecider.situation(row.view)).isEqualTo(row.expected);
    }

    @Test
    void eachSituationHasARow() {
        Set<PluginSituation> shown =
                Arrays.stream(Row.values()).map(row -> row.expected).collect(Collectors.toSet());
        assertThat(shown).isEqualTo(EnumSet.allOf(PluginSituation.class));
    }

    private static Optional<Registration> told(Duration age) {
        return Optional.of(new Registration(KUBELET.orElseThrow(), OURS.orElseThrow(), age));
    }

    private static Optional<SocketId> socket(long number) {
        return Optional.of(new SocketId(number, FileTime.fromMillis(number)));
    }
}
