package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.Tree;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our rules refuse what KubeVirt's refuse, with the same reasons at the same fields. */
class KubevirtCasesTest {
    private static final Gson GSON = JSON.getGson();

    record Case(String id, String kind, JsonObject spec, Set<String> refused) {
        List<Refusal> byRules() {
            return kind.equals("VirtualMachine")
                    ? Admission.machineRules(GSON.fromJson(spec, VirtualMachineSpec.class))
                    : Admission.rules(
                            "spec", GSON.fromJson(spec, VirtualMachineInstanceSpec.class));
        }

        @Override
        public String toString() {
            return id + (refused.isEmpty() ? " is accepted" : " is refused at " + refused);
        }
    }

    static Stream<Case> cases() throws IOException {
        return Files.readAllLines(Tree.kubevirtCases().resolve("validation.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .map(
                        line ->
                                new Case(
                                        line.get("id").getAsString(),
                                        line.get("kind").getAsString(),
                                        line.getAsJsonObject("spec"),
                                        refused(line)));
    }

    private static Set<String> refused(JsonObject line) {
        Set<String> refused = new TreeSet<>();
        line.getAsJsonArray("refused")
                .forEach(
                        one ->
                                refused.add(
                                        one.getAsJsonObject().get("reason").getAsString()
                                                + " "
                                                + one.getAsJsonObject()
                                                        .get("field")
                                                        .getAsString()));
        return refused;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRulesRefuseWhatKubevirtRefuses(Case one) {
        Set<String> ours =
                one.byRules().stream()
                        .map(refusal -> refusal.reason().value() + " " + refusal.field())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ours).isEqualTo(one.refused());
    }

    @Test
    void thereAreCasesOfBothKindsAndBothEnds() throws IOException {
        List<Case> all = cases().toList();
        assertThat(all).anyMatch(one -> one.kind().equals("VirtualMachine"));
        assertThat(all).anyMatch(one -> one.refused().isEmpty());
        assertThat(all).filteredOn(one -> !one.refused().isEmpty()).hasSizeGreaterThan(50);
    }
}
