package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the table of supported fields does not hold is refused where it begins. */
class SupportReviewTest {
    private static List<String> refused(String spec) {
        Findings findings = new Findings("spec");
        new SupportReview(Supported.INSTANCE, findings)
                .record("spec", "", JSON.deserialize(spec, VirtualMachineInstanceSpec.class));
        return findings.refusals().stream().map(Refusal::field).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"domain\":{\"devices\":{\"gpus\":[{\"name\":\"a\"}]}}}|spec.domain.devices.gpus",
                "{\"domain\":{\"devices\":{\"disks\":[{},{\"lun\":{\"reservation\":true}}]}}}"
                        + "|spec.domain.devices.disks[1].lun.reservation",
                "{\"domain\":{\"resources\":{\"limits\":{\"devices.kubevirt.io/kvm\":\"1\"}}}}"
                        + "|spec.domain.resources.limits.devices.kubevirt.io/kvm",
                "{\"domain\":{\"devices\":{\"disks\":[{\"cdrom\":{\"readonly\":false}}]}}}"
                        + "|spec.domain.devices.disks[0].cdrom.readonly",
                "{\"architecture\":\"s390x\"}|spec.architecture",
                "{\"volumes\":[{\"name\":\"a\",\"dataVolume\":{\"name\":\"a\",\"hotpluggable\":true}}]}"
                        + "|spec.volumes[0].dataVolume.hotpluggable",
                "{\"volumes\":[{\"persistentVolumeClaim\":{\"hotpluggable\":true}}]}"
                        + "|spec.volumes[0].persistentVolumeClaim.hotpluggable",
            })
    void whatIsNotInTheTableIsRefusedAtItsOutermostField(String spec, String field) {
        assertThat(refused(spec)).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{}",
                "{\"domain\":{\"cpu\":{\"dedicatedCpuPlacement\":false}}}",
                "{\"domain\":{\"devices\":{\"gpus\":[]}}}",
                "{\"serviceAccountName\":\"\"}",
                "{\"volumes\":[{\"name\":\"a\",\"dataVolume\":{\"name\":\"a\",\"hotpluggable\":false}}]}",
                "{\"domain\":{\"devices\":{\"tpm\":{\"persistent\":true}}}}",
                "{\"domain\":{\"firmware\":{\"bootloader\":{\"efi\":{\"persistent\":true}}}}}",
                "{\"domain\":{\"devices\":{\"rng\":{}}},\"nodeSelector\":{\"a\":\"b\"}}",
                "{\"affinity\":{\"nodeAffinity\":{}}}",
            })
    void whatIsInTheTableOrAsksForNothingPasses(String spec) {
        assertThat(refused(spec)).isEmpty();
    }

    @Test
    void aMachineHasATableOfItsOwn() {
        Findings findings = new Findings("spec");
        VirtualMachineSpec spec =
                JSON.deserialize(
                        "{\"runStrategy\":\"Always\",\"instancetype\":{\"inferFromVolume\":\"root\"},"
                                + "\"template\":{\"spec\":{\"serviceAccountName\":\"a\"}}}",
                        VirtualMachineSpec.class);
        new SupportReview(Supported.MACHINE, findings).record("spec", "", spec);
        assertThat(findings.refusals())
                .extracting(Refusal::field)
                .containsExactly("spec.instancetype.inferFromVolume");
    }

    /** A row that no field matches would promise what cannot be asked for. */
    @Test
    void everyRowIsAFieldOfTheApi() {
        List<String> rows = new ArrayList<>();
        Supported.INSTANCE.forEach(row -> rows.add(row.path()));
        assertThat(Fields.of(VirtualMachineInstanceSpec.class, "spec")).containsAll(rows);
        List<String> machine = Supported.MACHINE.stream().map(Supported.Row::path).toList();
        assertThat(Fields.of(VirtualMachineSpec.class, "spec")).containsAll(machine);
    }
}
