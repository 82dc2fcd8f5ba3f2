package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Pod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergePatchTest {
    record Status(
            String phase, List<String> guests, Map<String, String> activePods, Integer count) {}

    private static String text(JsonObject patch) {
        return RestCalls.text(patch);
    }

    @Test
    void whatIsTheSameIsNotInThePatch() {
        Status status = new Status("Running", List.of("a"), Map.of("u", "n"), 1);
        assertThat(MergePatch.between(status, status).isEmpty()).isTrue();
    }

    @Test
    void onlyWhatDiffersIsInThePatch() {
        assertThat(
                        text(
                                MergePatch.between(
                                        new Status("Pending", List.of("a"), null, 1),
                                        new Status("Running", List.of("a", "b"), null, 1))))
                .isEqualTo("{\"phase\":\"Running\",\"guests\":[\"a\",\"b\"]}");
    }

    @Test
    void whatIsGoneIsNullAndNullsAreWritten() {
        assertThat(
                        text(
                                MergePatch.between(
                                        new Status(
                                                "Pending", null, Map.of("u1", "n1", "u2", "n2"), 3),
                                        new Status("Pending", null, Map.of("u2", "n2"), null))))
                .isEqualTo("{\"count\":null,\"activePods\":{\"u1\":null}}");
    }

    @Test
    void fromNothingEverythingIsNewAndToNothingEverythingGoes() {
        Status status = new Status("Running", null, null, null);
        assertThat(text(MergePatch.between(null, status))).isEqualTo("{\"phase\":\"Running\"}");
        assertThat(text(MergePatch.between(status, null))).isEqualTo("{\"phase\":null}");
    }

    @Test
    void ofMetadataOnlyLabelsAnnotationsAndOwnersChangeAndOnlyOfTheVersionThatWasRead() {
        V1Pod read =
                new V1Pod()
                        .metadata(
                                new V1ObjectMeta()
                                        .name("a")
                                        .uid("u")
                                        .resourceVersion("7")
                                        .labels(Map.of("l", "1"))
                                        .annotations(Map.of("old", "1")));
        V1ObjectMeta wanted =
                new V1ObjectMeta()
                        .labels(Map.of("l", "1"))
                        .annotations(Map.of("new", "2"))
                        .addOwnerReferencesItem(new V1OwnerReference().uid("o"));
        assertThat(JsonParser.parseString(text(MergePatch.ofMetadata(read, wanted))))
                .isEqualTo(
                        JsonParser.parseString(
                                """
                                {"metadata": {"resourceVersion": "7",
                                  "annotations": {"old": null, "new": "2"},
                                  "ownerReferences": [{"uid": "o"}]}}
                                """));
    }

    @Test
    void fieldsThatOurTypesDoNotKnowAreNotTouched() {
        JsonObject stored =
                JsonParser.parseString("{\"phase\":\"Running\",\"newer\":{\"x\":1}}")
                        .getAsJsonObject();
        Status read = new com.google.gson.Gson().fromJson(stored, Status.class);
        JsonObject patch = MergePatch.between(read, new Status("Failed", null, null, null));
        assertThat(patch.keySet()).containsExactly("phase");
    }

    @Test
    void theLockIsTheVersionThatWasRead() {
        JsonObject patch =
                MergePatch.locked(
                        "status",
                        MergePatch.between(null, new Status("x", null, null, null)),
                        "42");
        assertThat(text(patch))
                .isEqualTo(
                        "{\"metadata\":{\"resourceVersion\":\"42\"},\"status\":{\"phase\":\"x\"}}");
    }
}
