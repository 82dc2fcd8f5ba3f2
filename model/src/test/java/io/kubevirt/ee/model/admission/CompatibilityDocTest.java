package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.Tree;
import io.kubevirt.ee.model.admission.KubevirtCasesTest.Case;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/compatibility.md says what {@link Supported} holds; -Dgolden.update=true writes it anew. */
class CompatibilityDocTest {
    private static final Gson GSON = JSON.getGson();
    private static final Path FILE = Tree.root().resolve("docs/compatibility.md");

    @Test
    void theTablesAreThoseOfTheCode() throws IOException {
        compare("machine", table(Supported.MACHINE));
        compare("instance", table(Supported.INSTANCE));
        compare("replicaset", table(Supported.REPLICA_SET));
    }

    @Test
    void theCountOfCasesIsTheCurrentOne() throws IOException {
        List<Case> all = KubevirtCasesTest.cases().toList();
        List<Case> accepted = all.stream().filter(one -> one.refused().isEmpty()).toList();
        long run = accepted.stream().filter(CompatibilityDocTest::isSupported).count();
        compare(
                "cases",
                """
                | cases | number |
                |---|---|
                | refused by KubeVirt; refused here, same reasons, same fields | %d |
                | accepted by KubeVirt; accepted here | %d |
                | accepted by KubeVirt; refused here by the tables above | %d |
                """
                        .formatted(all.size() - accepted.size(), run, accepted.size() - run));
    }

    private static boolean isSupported(Case one) {
        if (one.kind().equals("VirtualMachine")) {
            var machine = GSON.fromJson(one.spec(), VirtualMachineSpec.class);
            Findings findings = new Findings("spec");
            new SupportReview(Supported.MACHINE, findings).record("spec", "", machine);
            return findings.refusals().isEmpty()
                    && Admission.supported("spec.template.spec", machine.template().spec())
                            .isEmpty();
        }
        var spec = GSON.fromJson(one.spec(), VirtualMachineInstanceSpec.class);
        return Admission.supported("spec", spec).isEmpty();
    }

    private static String table(List<Supported.Row> rows) {
        return rows.stream()
                .map(
                        row ->
                                "| `%s` | %s |\n"
                                        .formatted(
                                                row.path(),
                                                row.values().stream()
                                                        .map(value -> "`" + value + "`")
                                                        .collect(Collectors.joining(", "))))
                .collect(
                        Collectors.joining(
                                "", "| field | values, where not all work |\n|---|---|\n", ""));
    }

    private static void compare(String section, String text) throws IOException {
        String begin = "<!-- begin " + section + " -->\n";
        String end = "<!-- end " + section + " -->";
        String file = Files.readString(FILE);
        assertThat(file).contains(begin).contains(end);
        int from = file.indexOf(begin) + begin.length();
        int to = file.indexOf(end);
        if (Boolean.getBoolean("golden.update")) {
            file = file.substring(0, from) + text + file.substring(to);
            Files.writeString(FILE, file);
            to = file.indexOf(end);
        }
        assertThat(file.substring(from, to)).isEqualTo(text);
    }
}
