package io.kubevirt.ee.model.admission;

import static io.kubevirt.ee.model.admission.Reviewed.GUEST;
import static io.kubevirt.ee.model.admission.Reviewed.fields;
import static io.kubevirt.ee.model.admission.Reviewed.vm;
import static io.kubevirt.ee.model.admission.Reviewed.vmi;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhooks answer to users about metadata, changes and machines. */
class AdmissionChangesTest {
    @Test
    void aNameLongerThanALabelIsRefused() {
        String name = "{\"name\": \"" + "a".repeat(64) + "\"}";
        assertThat(fields(Admission.review(vmi(name, GUEST))))
                .containsExactly("FieldValueInvalid metadata.name");
        assertThat(
                        fields(
                                Admission.review(
                                        vm(
                                                name,
                                                "\"running\": true,",
                                                "{\"spec\": " + GUEST + "}"))))
                .containsExactly("FieldValueInvalid metadata.name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubevirt.io/nodeName",
                "kubevirt.io/created-by",
                "kubevirt.io/schedulable",
                "kubevirt.io/migrationTargetNodeName"
            })
    void aUserCannotSetLabelsThatSayWhoAnswersForAGuest(String label) {
        String labelled = "{\"name\": \"a\", \"labels\": {\"" + label + "\": \"node1\"}}";
        assertThat(fields(Admission.review(vmi(labelled, GUEST))))
                .containsExactly("FieldValueNotSupported metadata.labels");
        assertThat(
                        fields(
                                Admission.review(
                                        vm(
                                                "{\"name\": \"a\"}",
                                                "\"running\": true,",
                                                "{\"metadata\": %s, \"spec\": %s}"
                                                        .formatted(labelled, GUEST)))))
                .containsExactly("FieldValueNotSupported spec.template.metadata.labels");
        var before = vmi("{\"name\": \"a\"}", GUEST);
        assertThat(fields(Admission.review(before, vmi(labelled, GUEST))))
                .containsExactly("FieldValueNotSupported metadata.labels");
        assertThat(fields(Admission.review(vmi(labelled, GUEST), before)))
                .containsExactly("FieldValueNotSupported metadata.labels");
    }

    @Test
    void labelsOfTheUserMayChange() {
        var before = vmi("{\"name\": \"a\", \"labels\": {\"app\": \"x\"}}", GUEST);
        var after = vmi("{\"name\": \"a\", \"labels\": {\"app\": \"y\"}}", GUEST);
        assertThat(Admission.review(before, after)).isEmpty();
    }

    @Test
    void theSpecOfAnInstanceCannotChange() {
        var before = vmi("{\"name\": \"a\"}", GUEST);
        var after = vmi("{\"name\": \"a\"}", GUEST.replace("64Mi", "65Mi"));
        assertThat(Admission.review(before, after))
                .containsExactly(
                        new Refusal(
                                Cause.NOT_SUPPORTED, "spec", "update of VMI object is restricted"));
    }

    @Test
    void reservedLabelsAreRefusedInKubevirtsWords() {
        var plain = vmi("{\"name\": \"a\"}", GUEST);
        var labelled =
                vmi(
                        "{\"name\": \"a\", \"labels\": {\"kubevirt.io/nodeName\": \"n\","
                                + " \"kubevirt.io/created-by\": \"u\"}}",
                        GUEST);
        assertThat(Admission.review(labelled))
                .extracting(Refusal::message)
                .containsExactly(
                        "creation of the following reserved kubevirt.io/ labels on a VMI object is"
                                + " prohibited: kubevirt.io/created-by, kubevirt.io/nodeName");
        assertThat(Admission.review(plain, labelled))
                .extracting(Refusal::message)
                .containsExactly(
                        "modification of the following reserved kubevirt.io/ labels on a VMI object"
                                + " is prohibited: kubevirt.io/created-by, kubevirt.io/nodeName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks.kubevirt.io/hookSidecars", "kubevirt.io/ignitiondata"})
    void anAnnotationThatAsksForAGatedFeatureIsRefusedWhereItStands(String annotation) {
        String metadata = "{\"name\": \"a\", \"annotations\": {\"" + annotation + "\": \"x\"}}";
        assertThat(fields(Admission.review(vmi(metadata, GUEST))))
                .containsExactly("FieldValueInvalid metadata.annotations");
        assertThat(
                        fields(
                                Admission.review(
                                        vm(
                                                "{\"name\": \"a\"}",
                                                "\"running\": true,",
                                                "{\"metadata\": %s, \"spec\": %s}"
                                                        .formatted(metadata, GUEST)))))
                .containsExactly("FieldValueInvalid spec.template.metadata.annotations");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                              | FieldValueInvalid spec.running",
                "\"running\": true, \"runStrategy\": \"Always\", | FieldValueInvalid spec.running",
                "\"runStrategy\": \"Sometimes\"," + "| FieldValueInvalid spec.runStrategy",
                "\"runStrategy\": \"WaitAsReceiver\","
                        + "| FieldValueNotSupported spec.runStrategy",
            })
    void aMachineSaysOnceWhenItRuns(String run, String refused) {
        assertThat(fields(Admission.review(vm(run == null ? "" : run)))).contains(refused);
    }

    /** A disk without a bus gets sata, on which QEMU has no read-only disks. */
    @Test
    void aMachineIsReviewedWithTheDefaultsOfItsInstances() {
        String template =
                "{\"spec\": " + GUEST.replace("\"bus\": \"virtio\"", "\"readonly\": true") + "}";
        VirtualMachine vm = vm("{\"name\": \"a\"}", "\"running\": true,", template);
        assertThat(fields(Admission.review(vm)))
                .containsExactly(
                        "FieldValueInvalid spec.template.spec.domain.devices.disks[0].disk.bus");
    }

    @Test
    void aMachineWithoutATemplateIsRefused() {
        VirtualMachine bare =
                JSON.deserialize("{\"spec\": {\"running\": true}}", VirtualMachine.class);
        assertThat(fields(Admission.review(bare)))
                .containsExactly("FieldValueRequired spec.template.spec");
    }

    @Test
    void aMachineWhoseSpecStaysMayChangeItsMetadata() {
        VirtualMachine before = vm("\"runStrategy\": \"Sometimes\",");
        VirtualMachine after =
                vm(
                        "{\"name\": \"a\", \"finalizers\": []}",
                        "\"runStrategy\": \"Sometimes\",",
                        "{\"spec\": " + GUEST + "}");
        assertThat(Admission.review(before, after)).isEmpty();
    }

    @Test
    void aMachineThatIsDeletedIsLetGo() {
        VirtualMachine after =
                vm(
                        "{\"name\": \"a\", \"deletionTimestamp\": \"2026-01-02T03:04:05Z\"}",
                        "\"runStrategy\": \"Sometimes\",",
                        "{\"spec\": " + GUEST + "}");
        assertThat(Admission.review(vm("\"running\": true,"), after)).isEmpty();
    }
}
