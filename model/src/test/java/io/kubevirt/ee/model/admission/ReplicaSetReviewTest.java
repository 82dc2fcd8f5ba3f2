package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicaSetReviewTest {
    private static final Gson GSON = JSON.getGson();
    private static final String SELECTOR = "{\"matchLabels\": {\"app\": \"shop\"}}";
    private static final String LABELS = "{\"labels\": {\"app\": \"shop\"}}";
    private static final String GUEST =
            "{\"domain\": {\"memory\": {\"guest\": \"64Mi\"}, \"devices\": {}}}";

    private static VirtualMachineInstanceReplicaSet set(
            String selector, String metadata, String guest) {
        return GSON.fromJson(
                """
                {"metadata": {"name": "tills"},
                 "spec": {"replicas": 2, "paused": true, "selector": %s,
                          "template": {"metadata": %s, "spec": %s}}}
                """
                        .formatted(selector, metadata, guest),
                VirtualMachineInstanceReplicaSet.class);
    }

    private static List<String> fields(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.reason().value() + " " + refusal.field())
                .toList();
    }

    static Stream<Arguments> sets() {
        return Stream.of(
                arguments(set(SELECTOR, LABELS, GUEST), List.of()),
                arguments(set("{}", "null", GUEST), List.of()),
                arguments(set("null", LABELS, GUEST), List.of("FieldValueInvalid spec.selector")),
                arguments(
                        set(SELECTOR, "{\"labels\": {\"app\": \"bank\"}}", GUEST),
                        List.of("FieldValueInvalid spec.selector")),
                arguments(set(SELECTOR, "null", GUEST), List.of("FieldValueInvalid spec.selector")),
                arguments(
                        set(
                                "{\"matchExpressions\": [{\"key\": \"app\", \"operator\": \"Near\"}]}",
                                LABELS,
                                GUEST),
                        List.of("FieldValueInvalid spec.selector")),
                arguments(
                        set("{\"matchLabels\": {\"a b\": \"shop\"}}", LABELS, GUEST),
                        List.of("FieldValueInvalid spec.selector")),
                arguments(
                        set(
                                SELECTOR,
                                "{\"labels\": {\"app\": \"shop\", \"kubevirt.io/created-by\": \"x\"}}",
                                GUEST),
                        List.of("FieldValueNotSupported spec.template.metadata.labels")),
                arguments(
                        set(SELECTOR, LABELS, GUEST.replace("64Mi", "0")),
                        List.of("FieldValueInvalid spec.template.spec.domain.memory.guest")),
                arguments(
                        set(
                                SELECTOR,
                                LABELS,
                                GUEST.replace(
                                        "\"devices\": {}",
                                        "\"devices\": {\"hostDevices\": [{\"name\": \"a\", \"deviceName\": \"b/c\"}]}")),
                        List.of(
                                "FieldValueNotSupported spec.template.spec.domain.devices.hostDevices")),
                arguments(
                        set(SELECTOR, LABELS, "null"),
                        List.of("FieldValueRequired spec.template.spec")),
                arguments(
                        GSON.fromJson(
                                "{\"spec\": {\"selector\": " + SELECTOR + "}}",
                                VirtualMachineInstanceReplicaSet.class),
                        List.of("FieldValueRequired spec.template")));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void aSetIsReviewed(VirtualMachineInstanceReplicaSet set, List<String> refused) {
        assertThat(fields(Admission.review(set))).isEqualTo(refused);
    }

    @Test
    void aChangeIsReviewedUnlessTheSpecStaysOrTheSetGoes() {
        VirtualMachineInstanceReplicaSet right = set(SELECTOR, LABELS, GUEST);
        VirtualMachineInstanceReplicaSet wrong = set(SELECTOR, "null", GUEST);
        assertThat(fields(Admission.review(right, wrong)))
                .containsExactly("FieldValueInvalid spec.selector");
        assertThat(Admission.review(wrong, wrong)).isEmpty();
        VirtualMachineInstanceReplicaSet leaving = set(SELECTOR, "null", GUEST);
        leaving.metadata().setDeletionTimestamp(OffsetDateTime.MIN);
        assertThat(Admission.review(right, leaving)).isEmpty();
    }
}
