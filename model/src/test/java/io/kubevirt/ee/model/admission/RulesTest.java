package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Each rule by itself, on the cases of rules.yaml. */
class RulesTest {
    private static final Gson GSON = JSON.getGson();

    record Case(String rule, Map<?, ?> spec, Set<?> refused) {
        Set<String> found() {
            Findings findings = new Findings("spec");
            VirtualMachineInstanceSpec read =
                    GSON.fromJson(GSON.toJson(spec), VirtualMachineInstanceSpec.class);
            named(rule).check(new GuestSpec(read), findings);
            return findings.refusals().stream()
                    .map(RulesTest::inShort)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return rule + (refused.isEmpty() ? " lets pass " : " refuses ") + spec;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream file = RulesTest.class.getResourceAsStream("/admission/rules.yaml")) {
            List<Map<String, Object>> all = new Yaml().load(file);
            return all.stream()
                    .map(
                            one ->
                                    new Case(
                                            (String) one.get("rule"),
                                            (Map<?, ?>) one.get("spec"),
                                            new TreeSet<>((List<?>) one.get("refused"))))
                    .toList();
        }
    }

    private static Rule named(String name) {
        return Rules.INSTANCE.stream()
                .filter(rule -> rule.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule " + name));
    }

    private static String inShort(Refusal refusal) {
        String reason = refusal.reason().value().substring("FieldValue".length());
        return reason + " " + refusal.field().substring("spec.".length());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRuleRefusesWhatItsCaseSays(Case one) {
        assertThat(one.found()).isEqualTo(one.refused());
    }

    @Test
    void everyRuleLetsSomethingPassThatItLooksAt() throws IOException {
        assertThat(rulesOf(cases().stream().filter(one -> one.refused().isEmpty())))
                .isEqualTo(all());
    }

    @Test
    void everyRuleRefusesSomething() throws IOException {
        Set<String> refusing = rulesOf(cases().stream().filter(one -> !one.refused().isEmpty()));
        KubevirtCasesTest.cases()
                .filter(one -> one.kind().equals("VirtualMachineInstance"))
                .map(one -> GSON.fromJson(one.spec(), VirtualMachineInstanceSpec.class))
                .forEach(spec -> refusing.addAll(rulesThatRefuse(spec)));
        assertThat(refusing).isEqualTo(all());
    }

    private static Set<String> rulesThatRefuse(VirtualMachineInstanceSpec spec) {
        return Rules.INSTANCE.stream()
                .filter(
                        rule -> {
                            Findings findings = new Findings("spec");
                            rule.check(new GuestSpec(spec), findings);
                            return !findings.refusals().isEmpty();
                        })
                .map(rule -> rule.getClass().getSimpleName())
                .collect(Collectors.toSet());
    }

    private static Set<String> rulesOf(Stream<Case> cases) {
        return cases.map(Case::rule).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all() {
        return Rules.INSTANCE.stream()
                .map(rule -> rule.getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A spec with nothing in it is what every rule must be able to read. */
    @Test
    void noRuleFailsOnAnEmptySpec() {
        var empty = new GuestSpec(GSON.fromJson("{}", VirtualMachineInstanceSpec.class));
        Findings findings = new Findings("spec");
        Rules.INSTANCE.forEach(rule -> rule.check(empty, findings));
        assertThat(findings.refusals()).isEmpty();
    }
}
