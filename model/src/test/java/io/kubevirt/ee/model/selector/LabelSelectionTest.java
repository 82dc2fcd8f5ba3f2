package io.kubevirt.ee.model.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1LabelSelector;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectionTest {
    private static final Gson GSON = JSON.getGson();

    private static LabelSelection selection(String json) {
        return LabelSelection.of(GSON.fromJson(json, V1LabelSelector.class)).orElseThrow();
    }

    private static String term(String operator, String values) {
        return "{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"%s\", \"values\": [%s]}]}"
                .formatted(operator, values);
    }

    static Stream<Arguments> terms() {
        Map<String, String> shop = Map.of("app", "shop");
        Map<String, String> bank = Map.of("app", "bank");
        Map<String, String> none = Map.of("tier", "1");
        return Stream.of(
                arguments("{}", none, true),
                arguments("{\"matchLabels\": {\"app\": \"shop\"}}", shop, true),
                arguments("{\"matchLabels\": {\"app\": \"shop\"}}", bank, false),
                arguments("{\"matchLabels\": {\"app\": \"shop\"}}", none, false),
                arguments("{\"matchLabels\": {\"app\": \"shop\", \"tier\": \"1\"}}", shop, false),
                arguments(term("In", "\"shop\", \"bank\""), bank, true),
                arguments(term("In", "\"shop\""), none, false),
                arguments(term("NotIn", "\"shop\""), shop, false),
                arguments(term("NotIn", "\"shop\""), bank, true),
                arguments(term("NotIn", "\"shop\""), none, true),
                arguments(term("Exists", ""), shop, true),
                arguments(term("Exists", ""), none, false),
                arguments(term("DoesNotExist", ""), shop, false),
                arguments(term("DoesNotExist", ""), none, true));
    }

    @ParameterizedTest
    @MethodSource("terms")
    void aTermHoldsOrDoesNot(String selector, Map<String, String> labels, boolean holds) {
        assertThat(selection(selector).matches(labels)).isEqualTo(holds);
    }

    @Test
    void anObjectWithoutLabelsIsOneWithNone() {
        assertThat(selection("{}").matches(null)).isTrue();
        assertThat(selection(term("Exists", "")).matches(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"In\"}]}",
                "{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"NotIn\"}]}",
                "{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"Exists\", \"values\": [\"a\"]}]}",
                "{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"Near\", \"values\": [\"a\"]}]}"
            })
    void whatIsNoSelectorSelectsNothing(String json) {
        assertThat(LabelSelection.of(GSON.fromJson(json, V1LabelSelector.class))).isEmpty();
    }

    @Test
    void asTextItIsWhatTheApiServerTakes() {
        assertThat(
                        selection(
                                        """
                                        {"matchLabels": {"b": "2", "a": "1"},
                                         "matchExpressions": [
                                          {"key": "e", "operator": "Exists"},
                                          {"key": "c", "operator": "In", "values": ["y", "x"]},
                                          {"key": "f", "operator": "DoesNotExist"},
                                          {"key": "d", "operator": "NotIn", "values": ["z"]}]}
                                        """)
                                .text())
                .isEqualTo("a=1,b=2,c in (x,y),d notin (z),e,!f");
    }
}
