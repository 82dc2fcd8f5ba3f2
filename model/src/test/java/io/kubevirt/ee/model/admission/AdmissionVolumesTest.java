package io.kubevirt.ee.model.admission;

import static io.kubevirt.ee.model.admission.Reviewed.fields;
import static io.kubevirt.ee.model.admission.Reviewed.vmi;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the webhooks answer to users about disks, file systems and their volumes. */
class AdmissionVolumesTest {
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
}
