package io.kubevirt.ee.api.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubevirt.ee.api.patch.JsonPatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceMutationTest {
    private static final String OWN_WORDS =
            """
            {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachineInstance",
             "metadata": {"name": "a"},
             "spec": {"unknownToUs": {"x": 1}, "terminationGracePeriodSeconds": 7,
                      "domain": {"devices": {}, "resources": {"requests": {"memory": "1024Mi"}}}}}
            """;

    @Test
    void addsDefaultsAndTouchesNothingThatTheUserWrote() {
        JsonPatch patch = InstanceMutation.onCreate(json(OWN_WORDS));
        assertThat(patch.operations()).isNotEmpty();
        assertThat(patch.operations()).allMatch(operation -> operation.op().equals("add"));
        assertThat(patch.operations())
                .extracting(JsonPatch.Operation::path)
                .contains("/metadata/finalizers", "/spec/architecture")
                .noneMatch(path -> path.startsWith("/spec/terminationGracePeriodSeconds"))
                .noneMatch(path -> path.startsWith("/spec/unknownToUs"))
                .noneMatch(path -> path.startsWith("/spec/domain/resources/requests/memory"));
    }

    @Test
    void dropsAStatusThatAUserWrites() {
        JsonObject object = json(OWN_WORDS);
        object.add("status", json("{\"nodeName\": \"node02\", \"phase\": \"Running\"}"));
        assertThat(InstanceMutation.onCreate(object).operations())
                .filteredOn(operation -> operation.path().startsWith("/status"))
                .containsExactly(new JsonPatch.Operation("remove", "/status", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"metadata\": {}, \"spec\": null}",
                "{\"metadata\": {}, \"spec\": {}}",
                "{\"metadata\": {}, \"spec\": []}",
                "{\"metadata\": {}, \"spec\": {\"domain\": {\"cpu\": {\"cores\": \"many\"}}}}",
                "{\"metadata\": {}, \"spec\": {\"domain\": {\"memory\": {\"guest\": \"lots\"}}}}",
                "{\"metadata\": {}, \"spec\": {\"domain\": {\"devices\": {},"
                        + " \"memory\": {\"guest\": \"0.0000000001\"}}}}"
            })
    void leavesWhatIsNoInstanceToTheSchema(String object) {
        assertThat(InstanceMutation.onCreate(json(object)).isEmpty()).isTrue();
    }

    @Test
    void restoresAStatusThatAUserChanges() {
        JsonObject before = json("{\"status\": {\"phase\": \"Running\"}}");
        JsonObject after = json("{\"status\": {\"phase\": \"Failed\"}}");
        assertThat(InstanceMutation.onUpdate(before, after).toJson())
                .isEqualTo(
                        "[{\"op\":\"add\",\"path\":\"/status\",\"value\":{\"phase\":\"Running\"}}]");
        assertThat(InstanceMutation.onUpdate(before, json("{}")).toJson())
                .isEqualTo(
                        "[{\"op\":\"add\",\"path\":\"/status\",\"value\":{\"phase\":\"Running\"}}]");
        assertThat(InstanceMutation.onUpdate(json("{}"), after).toJson())
                .isEqualTo("[{\"op\":\"remove\",\"path\":\"/status\"}]");
    }

    @Test
    void leavesAChangeThatKeepsTheStatus() {
        JsonObject object = json("{\"metadata\": {}, \"status\": {\"phase\": \"Running\"}}");
        assertThat(InstanceMutation.onUpdate(object, object.deepCopy()).isEmpty()).isTrue();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
