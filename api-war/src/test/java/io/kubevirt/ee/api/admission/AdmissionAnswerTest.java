package io.kubevirt.ee.api.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.admission.AdmissionReview.Response;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.admission.Cause;
import io.kubevirt.ee.model.admission.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionAnswerTest {
    @Test
    void tellsEveryRefusalToPeopleAndPrograms() {
        Response response =
                AdmissionAnswer.reviewed(
                        "u1",
                        List.of(
                                new Refusal(Cause.INVALID, "spec.a", "spec.a is wrong"),
                                new Refusal(Cause.REQUIRED, "spec.b", "spec.b must be set")));
        V1Status status = response.status();
        assertThat(response.allowed()).isFalse();
        assertThat(response.uid()).isEqualTo("u1");
        assertThat(status.getCode()).isEqualTo(422);
        assertThat(status.getReason()).isEqualTo("Invalid");
        assertThat(status.getMessage()).isEqualTo("spec.a is wrong, spec.b must be set");
        assertThat(status.getDetails().getCauses())
                .extracting(c -> c.getReason() + "|" + c.getField() + "|" + c.getMessage())
                .containsExactly(
                        "FieldValueInvalid|spec.a|spec.a is wrong",
                        "FieldValueRequired|spec.b|spec.b must be set");
    }

    @Test
    void allowsWhatIsNotRefused() {
        assertThat(AdmissionAnswer.reviewed("u1", List.of()))
                .isEqualTo(new Response("u1", true, null, null, null, null));
    }

    @Test
    void warnsOfWhatIsAllowedAndOfNothingElse() {
        Response allowed = AdmissionAnswer.allowed("u1");
        assertThat(AdmissionAnswer.warning(allowed, List.of())).isEqualTo(allowed);
        assertThat(AdmissionAnswer.warning(allowed, List.of("old")).warnings())
                .containsExactly("old");
        Response refused = AdmissionAnswer.refused("u1", new V1Status().code(422));
        assertThat(AdmissionAnswer.warning(refused, List.of("old"))).isEqualTo(refused);
    }

    @Test
    void sendsNoPatchThatChangesNothing() {
        assertThat(AdmissionAnswer.patched("u1", JsonPatch.NONE))
                .isEqualTo(AdmissionAnswer.allowed("u1"));
    }

    @Test
    void sendsAPatchInBase64() {
        Response response =
                AdmissionAnswer.patched(
                        "u1", JsonPatch.builder().add("/a", new JsonPrimitive("ü")).build());
        assertThat(response.patchType()).isEqualTo("JSONPatch");
        assertThat(new String(Base64.getDecoder().decode(response.patch()), StandardCharsets.UTF_8))
                .isEqualTo("[{\"op\":\"add\",\"path\":\"/a\",\"value\":\"ü\"}]");
    }
}
