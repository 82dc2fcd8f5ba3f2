package io.kubevirt.ee.model.admission;

import static io.kubevirt.ee.model.admission.Reviewed.GUEST;
import static io.kubevirt.ee.model.admission.Reviewed.fields;
import static io.kubevirt.ee.model.admission.Reviewed.vm;
import static io.kubevirt.ee.model.admission.Reviewed.vmi;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhooks answer to users. */
class AdmissionTest {
    @Test
    void aGuestOfFirstLightPasses() {
        VirtualMachineInstance vmi = vmi("{\"name\": \"a\"}", GUEST);
        assertThat(Admission.review(vmi)).isEmpty();
        assertThat(Admission.review(Admission.withDefaults(vmi))).isEmpty();
        assertThat(Admission.review(vm("\"runStrategy\": \"Always\","))).isEmpty();
        assertThat(Admission.review(vm("\"running\": false,"))).isEmpty();
    }

    @Test
    void whatPasstDoesNotDoIsRefused() {
        String passt = GUEST.replace("\"masquerade\": {}", "\"passtBinding\": {}");
        assertThat(Admission.review(vmi("{\"name\": \"a\"}", passt))).isEmpty();
        String more =
                passt.replace(
                        "\"passtBinding\": {}",
                        """
                        "passtBinding": {}, "model": "e1000",
                        "dhcpOptions": {"bootFileName": "first.0"}""");
        assertThat(fields(Admission.review(vmi("{\"name\": \"a\"}", more))))
                .containsExactlyInAnyOrder(
                        "FieldValueNotSupported spec.domain.devices.interfaces[0].model",
                        "FieldValueNotSupported spec.domain.devices.interfaces[0].dhcpOptions");
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        String spec =
                GUEST.replace("64Mi", "0")
                        .replace("\"root\", \"disk\"", "\"rot\", \"disk\"")
                        .replace("\"masquerade\": {}", "\"sriov\": {}");
        assertThat(fields(Admission.review(vmi("{\"name\": \"a\"}", spec))))
                .containsExactlyInAnyOrder(
                        "FieldValueInvalid spec.domain.memory.guest",
                        "FieldValueInvalid spec.domain.devices.disks[0].name",
                        "FieldValueNotSupported spec.domain.devices.interfaces[0].sriov");
    }

    /** Each would take minutes or gigabytes if anything counted with it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-999999999",
                "0e999999999",
                "-1e30",
                "9223372036854775808",
                "1e-10"
            })
    void amountsThatCannotBeCountedWithAreRefusedBeforeAnythingCounts(String amount) {
        String spec = GUEST.replace("64Mi", amount);
        VirtualMachineInstance vmi = vmi("{\"name\": \"a\"}", spec);
        assertThat(Admission.withDefaults(vmi)).isSameAs(vmi);
        assertThat(fields(Admission.review(vmi)))
                .containsExactly("FieldValueInvalid spec.domain.memory.guest");
        String growing =
                spec.replace("\"" + amount + "\"", "\"1Gi\", \"maxGuest\": \"" + amount + "\"");
        assertThat(
                        fields(
                                Admission.review(
                                        vm(
                                                "{\"name\": \"a\"}",
                                                "\"running\": true,",
                                                "{\"spec\": " + growing + "}"))))
                .contains("FieldValueInvalid spec.template.spec.domain.memory.maxGuest");
    }

    @Test
    void aDigitStringOfAnyLengthIsRefusedInTime() {
        String spec = GUEST.replace("64Mi", "1" + "0".repeat(100_000));
        assertThat(fields(Admission.review(vmi("{\"name\": \"a\"}", spec))))
                .containsExactly("FieldValueInvalid spec.domain.memory.guest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"domain\": {}}"})
    void anInstanceWithoutItsRequiredPartsIsLeftToTheSchema(String spec) {
        VirtualMachineInstance vmi = vmi("{\"name\": \"a\"}", spec);
        assertThat(Admission.withDefaults(vmi)).isSameAs(vmi);
    }

    @Test
    void messagesNameTheFieldAndWhatToDo() {
        String spec = GUEST.replace("\"masquerade\": {}", "\"sriov\": {}");
        assertThat(Admission.review(vmi("{\"name\": \"a\"}", spec)))
                .extracting(Refusal::message)
                .containsExactly(
                        "spec.domain.devices.interfaces[0].sriov is not supported by this version;"
                                + " docs/compatibility.md lists what is");
    }
}
