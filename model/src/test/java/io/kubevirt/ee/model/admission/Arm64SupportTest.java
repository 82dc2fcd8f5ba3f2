package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That libvirt does not start what is refused here: {@code Arm64DevicesIT} of the agent. */
class Arm64SupportTest {

    private static List<String> refused(String architecture, String domain) {
        String vmi =
                """
                {"metadata": {"name": "a"}, "spec": {"architecture": "%s",
                 "domain": {"memory": {"guest": "64Mi"}, %s}}}""";
        return Admission.review(
                        Admission.withDefaults(
                                JSON.deserialize(
                                        vmi.formatted(architecture, domain),
                                        VirtualMachineInstance.class)))
                .stream()
                .map(refusal -> refusal.reason().value() + " " + refusal.field())
                .toList();
    }

    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"devices\": {} |",
                "\"devices\": {\"tpm\": {}, \"rng\": {}, \"clientPassthrough\": {}, \"video\": {\"type\": \"ramfb\"}} |",
                "\"devices\": {}, \"features\": {\"acpi\": {\"enabled\": false}, \"apic\": {}, \"kvm\": {}} |",
                "\"devices\": {}, \"clock\": {\"timezone\": \"Europe/Berlin\", \"timer\": {\"pit\": {\"tickPolicy\": \"delay\"}, \"hpet\": {\"present\": false}}} |",
                "\"devices\": {}, \"cpu\": {\"sockets\": 2, \"maxSockets\": 4} |",
                "\"devices\": {}, \"cpu\": {\"cores\": 512} |",
                "\"devices\": {}, \"cpu\": {\"cores\": 256, \"sockets\": 3} | domain.cpu",
                "\"devices\": {}, \"features\": {\"hyperv\": {}} | domain.features.hyperv",
                "\"devices\": {}, \"features\": {\"hypervPassthrough\": {\"enabled\": true}} | domain.features.hypervPassthrough",
                "\"devices\": {}, \"features\": {\"pvspinlock\": {}, \"smm\": {}} | domain.features.pvspinlock,domain.features.smm",
                "\"devices\": {}, \"features\": {\"kvm\": {\"hidden\": true}} | domain.features.kvm.hidden",
                "\"devices\": {}, \"firmware\": {\"bootloader\": {\"efi\": {\"secureBoot\": false, \"persistent\": true}}} | domain.firmware.bootloader.efi.persistent",
                "\"devices\": {\"panicDevices\": [{\"model\": \"isa\"}, {}]} | domain.devices.panicDevices[0],domain.devices.panicDevices[1]",
            })
    void whatTheBoardLacksIsRefusedOnItAlone(String domain, String fields) {
        assertThat(refused("arm64", domain))
                .isEqualTo(
                        fields == null
                                ? List.of()
                                : Arrays.stream(fields.split(","))
                                        .map(field -> "FieldValueNotSupported spec." + field)
                                        .toList());
        assertThat(refused("amd64", domain)).isEmpty();
    }
}
