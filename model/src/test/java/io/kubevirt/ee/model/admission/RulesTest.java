package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    record Case(String rule, JsonObject subject, Set<?> refused) {
        Set<String> found() {
            return findings(rule, subject).refusals().stream()
                    .map(RulesTest::inShort)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return rule + (refused.isEmpty() ? " lets pass " : " refuses ") + subject;
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
                                            GSON.toJsonTree(subject(one)).getAsJsonObject(),
                                            new TreeSet<>((List<?>) one.get("refused"))))
                    .toList();
        }
    }

    /** A case is of a spec, of a machine or of metadata. */
    private static Object subject(Map<String, Object> one) {
        return Stream.of("spec", "machine", "metadata")
                .map(one::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static Findings findings(String name, JsonObject subject) {
        Findings findings = new Findings("spec");
        ruleNamed(Rules.INSTANCE, name)
                .ifPresent(
                        rule ->
                                rule.check(
                                        new GuestSpec(
                                                GSON.fromJson(
                                                        subject, VirtualMachineInstanceSpec.class)),
                                        findings));
        ruleNamed(Rules.MACHINE, name)
                .ifPresent(
                        rule ->
                                rule.check(
                                        GSON.fromJson(subject, VirtualMachineSpec.class),
                                        findings));
        Stream.of(Rules.NAME, Rules.METADATA)
                .flatMap(rules -> ruleNamed(rules, name).stream())
                .forEach(rule -> rule.check(GSON.fromJson(subject, V1ObjectMeta.class), findings));
        return findings;
    }

    private static <T> Optional<T> ruleNamed(List<T> rules, String name) {
        return rules.stream().filter(rule -> nameOf(rule).equals(name)).findFirst();
    }

    private static String nameOf(Object rule) {
        return rule.getClass().getSimpleName();
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
                .map(RulesTest::nameOf)
                .collect(Collectors.toSet());
    }

    private static Set<String> rulesOf(Stream<Case> cases) {
        return cases.map(Case::rule).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> all() {
        return Stream.of(Rules.INSTANCE, Rules.MACHINE, Rules.NAME, Rules.METADATA)
                .flatMap(List::stream)
                .map(RulesTest::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyCaseIsOfARuleThatIsApplied() throws IOException {
        assertThat(all()).containsAll(rulesOf(cases().stream()));
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
