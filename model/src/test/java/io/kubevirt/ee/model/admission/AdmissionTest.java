package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhooks answer to users. */
class AdmissionTest {
    private static final String GUEST =
            """
            {"domain": {"memory": {"guest": "64Mi"}, "devices": {
                "disks": [{"name": "root", "disk": {"bus": "virtio"}}],
                "interfaces": [{"name": "default", "masquerade": {}}]}},
             "networks": [{"name": "default", "pod": {}}],
             "volumes": [{"name": "root", "containerDisk": {"image": "registry/disk:1"}}]}""";

    private static VirtualMachineInstance vmi(String metadata, String spec) {
        return JSON.deserialize(
                "{\"metadata\": " + metadata + ", \"spec\": " + spec + "}",
                VirtualMachineInstance.class);
    }

    private static VirtualMachine vm(String metadata, String run, String template) {
        return JSON.deserialize(
                "{\"metadata\": %s, \"spec\": {%s \"template\": %s}}"
                        .formatted(metadata, run, template),
                VirtualMachine.class);
    }

    private static VirtualMachine vm(String run) {
        return vm("{\"name\": \"a\"}", run, "{\"spec\": " + GUEST + "}");
    }

    private static List<String> fields(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> refusal.reason().value() + " " + refusal.field())
                .toList();
    }

    @Test
    void aGuestOfFirstLightPasses() {
        VirtualMachineInstance vmi = vmi("{\"name\": \"a\"}", GUEST);
        assertThat(Admission.review(vmi)).isEmpty();
        assertThat(Admission.review(Admission.withDefaults(vmi))).isEmpty();
        assertThat(Admission.review(vm("\"runStrategy\": \"Always\","))).isEmpty();
        assertThat(Admission.review(vm("\"running\": false,"))).isEmpty();
    }

    private static List<String> ofClaims(String disk, String volume) {
        String spec =
                """
                {"domain": {"memory": {"guest": "64Mi"}, "devices": {"disks": [%s]}},
                 "volumes": [%s]}"""
                        .formatted(disk, volume);
        return fields(Admission.review(vmi("{\"name\": \"a\"}", spec)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"name\": \"d\"}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a.b\"}}|",
                "{\"name\": \"d\"}|{\"name\": \"d\", \"ephemeral\": {\"persistentVolumeClaim\": {\"claimName\": \"a\"}}}|",
                "{\"name\": \"d\"}|{\"name\": \"d\", \"dataVolume\": {\"name\": \"a.b\"}}|",
                "{\"name\": \"d\", \"shareable\": true}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}|",
                "{\"name\": \"d\", \"shareable\": true}|{\"name\": \"d\", \"dataVolume\": {\"name\": \"a\"}}|",
                "{\"name\": \"d\"}|{\"name\": \"d\", \"dataVolume\": {\"name\": \"\"}}"
                        + "|FieldValueRequired spec.volumes[0].name",
                "{\"name\": \"d\"}|{\"name\": \"d\", \"dataVolume\": {\"name\": \"../a\"}}"
                        + "|FieldValueRequired spec.volumes[0].dataVolume.name",
                "{\"name\": \"launcher\"}|{\"name\": \"launcher\", \"dataVolume\": {\"name\": \"a\"}}"
                        + "|FieldValueNotSupported spec.volumes[0].name",
                "{\"name\": \"d\"}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"\"}}"
                        + "|FieldValueRequired spec.volumes[0].persistentVolumeClaim.claimName",
                "{\"name\": \"d\"}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"../a\"}}"
                        + "|FieldValueRequired spec.volumes[0].persistentVolumeClaim.claimName",
                "{\"name\": \"d\"}|{\"name\": \"d\", \"ephemeral\": {}}"
                        + "|FieldValueRequired spec.volumes[0].ephemeral.persistentVolumeClaim.claimName",
                "{\"name\": \"launcher\"}|{\"name\": \"launcher\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}"
                        + "|FieldValueNotSupported spec.volumes[0].name",
                "{\"name\": \"d\", \"shareable\": true}|{\"name\": \"d\", \"emptyDisk\": {\"capacity\": \"1Gi\"}}"
                        + "|FieldValueNotSupported spec.domain.devices.disks[0].shareable",
                "{\"name\": \"d\", \"shareable\": true, \"cache\": \"writeback\"}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}"
                        + "|FieldValueRequired spec.domain.devices.disks[0].cache",
                "{\"name\": \"d\", \"lun\": {}}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}|",
                "{\"name\": \"d\", \"shareable\": true, \"errorPolicy\": \"report\", \"bootOrder\": 1, \"lun\": {\"bus\": \"scsi\", \"readonly\": true}}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}|",
                "{\"name\": \"d\", \"lun\": {\"bus\": \"sata\"}}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}"
                        + "|FieldValueNotSupported spec.domain.devices.disks[0].lun.bus",
                "{\"name\": \"d\", \"serial\": \"a\", \"lun\": {}}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}"
                        + "|FieldValueNotSupported spec.domain.devices.disks[0].serial",
                "{\"name\": \"d\", \"blockSize\": {\"custom\": {\"logical\": 512, \"physical\": 512}}, \"lun\": {}}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}"
                        + "|FieldValueNotSupported spec.domain.devices.disks[0].blockSize",
                "{\"name\": \"d\", \"blockSize\": {\"matchVolume\": {}}, \"lun\": {}}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}"
                        + "|FieldValueNotSupported spec.domain.devices.disks[0].blockSize",
                "{\"name\": \"d\", \"blockSize\": {\"matchVolume\": {}}, \"disk\": {}}|{\"name\": \"d\", \"persistentVolumeClaim\": {\"claimName\": \"a\"}}|",
                "{\"name\": \"d\", \"lun\": {}}|{\"name\": \"d\", \"ephemeral\": {\"persistentVolumeClaim\": {\"claimName\": \"a\"}}}"
                        + "|FieldValueInvalid spec.domain.devices.disks[0].lun",
                "{\"name\": \"d\", \"lun\": {}}|{\"name\": \"d\", \"emptyDisk\": {\"capacity\": \"1Gi\"}}"
                        + "|FieldValueInvalid spec.domain.devices.disks[0].lun",
            })
    void disksInClaims(String disk, String volume, String refused) {
        assertThat(ofClaims(disk, volume))
                .isEqualTo(refused == null ? List.of() : List.of(refused));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "a|\"configMap\": {\"name\": \"x\"}|",
                "a|\"secret\": {\"secretName\": \"x\"}|",
                "a|\"serviceAccount\": {\"serviceAccountName\": \"x\"}|",
                "a|\"downwardAPI\": {\"fields\": []}|",
                "abcdefghijabcdefghijabcdefghijabcdef|\"configMap\": {\"name\": \"x\"}|",
                "abcdefghijabcdefghijabcdefghijabcdefg|\"configMap\": {\"name\": \"x\"}"
                        + "|NotSupported spec.domain.devices.filesystems[0].name",
                "a|\"emptyDisk\": {\"capacity\": \"1Mi\"}"
                        + "|NotSupported spec.domain.devices.filesystems[0].name",
                "a|\"containerDisk\": {\"image\": \"x\"}"
                        + "|NotSupported spec.domain.devices.filesystems[0].name",
                "a|\"ephemeral\": {\"persistentVolumeClaim\": {\"claimName\": \"x\"}}"
                        + "|NotSupported spec.domain.devices.filesystems[0].name",
                "a|\"persistentVolumeClaim\": {\"claimName\": \"x\"}"
                        + "|Invalid spec.domain.devices.filesystems",
                "a|\"dataVolume\": {\"name\": \"x\"}|Invalid spec.domain.devices.filesystems",
            })
    void filesystemsOfVolumes(String name, String source, String refused) {
        String filesystem = "{\"name\": \"%s\", \"virtiofs\": {}}".formatted(name);
        assertThat(ofFilesystems(filesystem, "{\"name\": \"%s\", %s}".formatted(name, source)))
                .isEqualTo(refused == null ? List.of() : List.of("FieldValue" + refused));
    }

    @Test
    void aFilesystemIsOfOneVolumeThatNoOtherIsOf() {
        String map = "{\"name\": \"a\", \"configMap\": {\"name\": \"x\"}}";
        String first = "{\"name\": \"a\", \"virtiofs\": {}}";
        assertThat(ofFilesystems("{\"name\": \"b\", \"virtiofs\": {}}", map))
                .containsExactly("FieldValueNotSupported spec.domain.devices.filesystems[0].name");
        assertThat(ofFilesystems("{}", map))
                .containsExactly("FieldValueNotSupported spec.domain.devices.filesystems[0].name");
        assertThat(ofFilesystems(first + ", " + first, map))
                .containsExactly("FieldValueNotSupported spec.domain.devices.filesystems[1].name");
    }

    private static List<String> ofFilesystems(String filesystems, String volume) {
        String spec =
                """
                {"domain": {"memory": {"guest": "64Mi"}, "devices": {"filesystems": [%s]}},
                 "volumes": [%s]}"""
                        .formatted(filesystems, volume);
        return fields(Admission.review(vmi("{\"name\": \"a\"}", spec)));
    }

    /** A volume of the pod by the name of one of its own would be a pod that cannot be made. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "launcher|\"persistentVolumeClaim\": {\"claimName\": \"a\"}|refused",
                "launcher|\"ephemeral\": {\"persistentVolumeClaim\": {\"claimName\": \"a\"}}|refused",
                "launcher|\"configMap\": {\"name\": \"a\"}|refused",
                "console-log|\"configMap\": {\"name\": \"a\"}|refused",
                "vm-state|\"persistentVolumeClaim\": {\"claimName\": \"a\"}|refused",
                "vm-state|\"emptyDisk\": {\"capacity\": \"1Gi\"}|",
                "container-disk-binary|\"secret\": {\"secretName\": \"a\"}|refused",
                "container-disk-binary|\"downwardAPI\": {\"fields\": []}|refused",
                "launcher|\"cloudInitNoCloud\": {\"secretRef\": {\"name\": \"a\"}}|refused",
                "launcher|\"cloudInitConfigDrive\": {\"secretRef\": {\"name\": \"a\"}}|refused",
                "network-data-0|\"secret\": {\"secretName\": \"a\"}|refused",
                "network-data-12|\"persistentVolumeClaim\": {\"claimName\": \"a\"}|refused",
                "access-credential-3|\"secret\": {\"secretName\": \"a\"}|refused",
                "network-data-a|\"secret\": {\"secretName\": \"a\"}|",
                "launcher|\"serviceAccount\": {\"serviceAccountName\": \"a\"}|",
                "launcher|\"cloudInitNoCloud\": {\"userData\": \"a\"}|",
                "launcher|\"emptyDisk\": {\"capacity\": \"1Gi\"}|",
                "network-data-0|\"cloudInitNoCloud\": {\"networkDataSecretRef\": {\"name\": \"a\"}}|",
            })
    void aVolumeOfThePodHasANameOfItsOwn(String name, String source, String refused) {
        String disk = "{\"name\": \"%s\"}".formatted(name);
        String volume = "{\"name\": \"%s\", %s}".formatted(name, source);
        assertThat(ofClaims(disk, volume))
                .isEqualTo(
                        refused == null
                                ? List.of()
                                : List.of("FieldValueNotSupported spec.volumes[0].name"));
    }

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
