package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportNeedsTest {
    private static final String GUEST =
            """
            {"domain": {"memory": {"guest": "64Mi"}, "devices": {
                "disks": [{"name": "root", "disk": {"bus": "virtio"}}],
                "interfaces": [{"name": "default", "masquerade": {}}]}},
             "networks": [{"name": "default", "pod": {}}],
             "volumes": [{"name": "root", "containerDisk": {"image": "registry/disk:1"}}]}""";

    private static List<String> refused(String spec) {
        VirtualMachineInstance vmi =
                JSON.deserialize(
                        "{\"metadata\": {\"name\": \"a\"}, \"spec\": " + spec + "}",
                        VirtualMachineInstance.class);
        return Admission.review(vmi).stream()
                .map(refusal -> refusal.reason().value() + " " + refusal.field())
                .toList();
    }

    @Test
    void whatAGuestMustStateIsAskedFor() {
        String spec =
                GUEST.replace("\"memory\": {\"guest\": \"64Mi\"},", "")
                        .replace(", \"masquerade\": {}", "")
                        .replace("\"disk\": {", "\"io\": \"native\", \"disk\": {");
        assertThat(refused(spec))
                .containsExactlyInAnyOrder(
                        "FieldValueRequired spec.domain.memory.guest",
                        "FieldValueRequired spec.domain.devices.interfaces[0]",
                        "FieldValueRequired spec.domain.devices.disks[0].cache");
    }

    @ParameterizedTest
    @CsvSource({"2048, ''", "2049, FieldValueNotSupported spec.domain.cpu.maxSockets"})
    void socketsThatAreEmptyAreNoMoreThanAGuestCanHave(int most, String refused) {
        String cpu = "\"cpu\": {\"cores\": 2, \"maxSockets\": %d}, ".formatted(most);
        String spec = GUEST.replace("\"memory\": {", cpu + "\"memory\": {");
        assertThat(refused(spec)).isEqualTo(refused.isEmpty() ? List.of() : List.of(refused));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"addedOverhead\": \"1Gi\", \"memLock\": \"NotRequired\"} |",
                "{\"addedOverhead\": \"0\"} |",
                "{\"addedOverhead\": \"-1Mi\"} | addedOverhead",
                "{\"memLock\": \"Required\"} | memLock",
            })
    void memoryBesideTheGuestsIsAddedAndNotLocked(String overhead, String refused) {
        String spec =
                """
                {"domain": {"memory": {"guest": "64Mi", "reservedOverhead": %s}, "devices": {}}}"""
                        .formatted(overhead);
        assertThat(refused(spec))
                .isEqualTo(
                        refused == null
                                ? List.of()
                                : List.of(
                                        "FieldValueNotSupported spec.domain.memory.reservedOverhead."
                                                + refused));
    }

    @ParameterizedTest
    @CsvSource({"11, ''", "12, FieldValueNotSupported spec.domain.devices"})
    void asManyDevicesHaveATagAsThereAreAddressesForThem(int disks, String refused) {
        String tagged = "{\"name\": \"d%1$d\", \"tag\": \"t\", \"disk\": {}}";
        String volume = "{\"name\": \"d%1$d\", \"emptyDisk\": {\"capacity\": \"1Mi\"}}";
        String spec =
                """
                {"domain": {"memory": {"guest": "64Mi"}, "devices": {
                   "disks": [%s],
                   "interfaces": [{"name": "default", "masquerade": {}, "tag": "uplink"}]}},
                 "networks": [{"name": "default", "pod": {}}], "volumes": [%s]}"""
                        .formatted(list(disks, tagged), list(disks, volume));
        assertThat(refused(spec)).isEqualTo(refused.isEmpty() ? List.of() : List.of(refused));
    }

    private static String list(int count, String item) {
        return IntStream.range(0, count)
                .mapToObj(item::formatted)
                .collect(Collectors.joining(", "));
    }
}
