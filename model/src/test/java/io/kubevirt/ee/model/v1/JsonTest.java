package io.kubevirt.ee.model.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client library's JSON reads and writes the records without loss. */
class JsonTest {
    static Stream<String> specs() throws IOException {
        return Files.readAllLines(Tree.kubevirtCases().resolve("validation.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("kind").getAsString().equals("VirtualMachineInstance"))
                .map(line -> line.get("spec").toString());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aSpecReadTwiceIsTheSame(String json) {
        var once = read(json, VirtualMachineInstanceSpec.class);
        var twice = read(JSON.serialize(once), VirtualMachineInstanceSpec.class);
        assertThat(twice).isEqualTo(once);
    }

    @Test
    void fieldsThatAreNoJavaNamesKeepTheirSpelling() {
        assertThat(write(new MultusNetwork(true, "a")))
                .isEqualTo("{\"default\":true,\"networkName\":\"a\"}");
        assertThat(read("{\"VSOCKCID\":4294967295}", VirtualMachineInstanceStatus.class).vsockCid())
                .isEqualTo(4294967295L);
    }

    @Test
    void quantitiesTimesAndPortsKeepTheirForm() {
        String memory = "{\"guest\":\"1Gi\"}";
        assertThat(write(read(memory, Memory.class))).isEqualTo(memory);
        String time =
                "{\"phase\":\"Running\",\"phaseTransitionTimestamp\":\"2026-01-02T03:04:05.000000Z\"}";
        assertThat(write(read(time, VirtualMachineInstancePhaseTransitionTimestamp.class)))
                .isEqualTo(time);
        String probe = "{\"tcpSocket\":{\"port\":80}}";
        assertThat(write(read(probe, Probe.class))).isEqualTo(probe);
        String named = "{\"tcpSocket\":{\"port\":\"http\"}}";
        assertThat(write(read(named, Probe.class))).isEqualTo(named);
    }

    @Test
    void anEmptyObjectIsNotAnAbsentOne() {
        String nic = "{\"masquerade\":{},\"name\":\"default\"}";
        assertThat(write(read(nic, Interface.class))).isEqualTo(nic);
    }

    @Test
    void resourcesAreKubernetesObjects() {
        var vmi =
                read(
                        "{\"apiVersion\":\"kubevirt.io/v1\",\"kind\":\"VirtualMachineInstance\","
                                + "\"metadata\":{\"name\":\"a\"},\"spec\":{}}",
                        VirtualMachineInstance.class);
        assertThat(vmi.getMetadata().getName()).isEqualTo("a");
        assertThat(vmi.getApiVersion()).isEqualTo(KubevirtApi.API_VERSION);
        assertThat(vmi.getKind()).isEqualTo(KubevirtApi.VIRTUAL_MACHINE_INSTANCE);
        var list = read("{\"items\":[{\"kind\":\"VirtualMachine\"}]}", VirtualMachineList.class);
        assertThat(list.getItems())
                .extracting(VirtualMachine::getKind)
                .containsOnly("VirtualMachine");
    }

    private static <T> T read(String json, Class<T> type) {
        return JSON.deserialize(json, type);
    }

    private static String write(Object value) {
        JsonElement tree = JsonParser.parseString(JSON.serialize(value));
        return tree.toString();
    }
}
