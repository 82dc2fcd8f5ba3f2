package io.kubevirt.ee.handler.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulableTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.5Z");

    private final Schedulable schedulable = new Schedulable();

    @Test
    void aNodeWhoseLibvirtWasNeverThereIsNot() {
        assertThat(schedulable.now(false, NOW)).isFalse();
    }

    @Test
    void aLibvirtThatIsBeingReplacedChangesNothing() {
        assertThat(schedulable.now(true, NOW)).isTrue();
        assertThat(schedulable.now(false, NOW.plusSeconds(59))).isTrue();
        assertThat(schedulable.now(false, NOW.plusSeconds(60))).isFalse();
        assertThat(schedulable.now(true, NOW.plusSeconds(61))).isTrue();
    }

    @Test
    void whatTheNodeCanRunIsSaidInTheSamePatch() {
        Map<String, String> can = Map.of("machine-type.node.kubevirt.io/q35", "true");
        assertThat(Schedulable.patch(true, can, NOW).toString())
                .contains("\"labels\":{\"machine-type.node.kubevirt.io/q35\":\"true\",\"kubevirt");
    }

    @Test
    void whatTheNodeCouldRunOnceIsTakenAway() {
        V1Node node =
                new V1Node()
                        .metadata(
                                new V1ObjectMeta()
                                        .putLabelsItem("cpu-model.node.kubevirt.io/Old", "true")
                                        .putLabelsItem("cpu-model.node.kubevirt.io/New", "true")
                                        .putLabelsItem("kubevirt.io/schedulable", "true"));
        Map<String, String> can = Map.of("cpu-model.node.kubevirt.io/New", "true");

        assertThat(Schedulable.stale(node, can)).containsExactly("cpu-model.node.kubevirt.io/Old");
        assertThat(Schedulable.stale(node, Map.of())).isEmpty();
        assertThat(Schedulable.without(Schedulable.stale(node, can)))
                .hasToString(
                        "{\"metadata\":{\"labels\":{\"cpu-model.node.kubevirt.io/Old\":null}}}");
    }

    @Test
    void thePatchIsALabelAndATime() {
        assertThat(Schedulable.patch(true, Map.of(), NOW))
                .hasToString(
                        "{\"metadata\":{\"labels\":{\"kubevirt.io/schedulable\":\"true\"},"
                                + "\"annotations\":{\"kubevirt.io/heartbeat\":\"2026-01-01T12:00:00Z\"}}}");
    }
}
