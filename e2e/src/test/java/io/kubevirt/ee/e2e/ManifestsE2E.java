package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What kubectl does with our kinds and manifests: GitOps sees no difference where there is none.
 */
class ManifestsE2E {

    private static final Path EXAMPLES = Cluster.CHECKOUT.resolve("kubernetes/examples");
    private static final Path DEFINITIONS = Cluster.CHECKOUT.resolve("kubernetes/base/crds");

    /** For an operator that this cluster does not run. */
    private static final Set<String> OF_OTHERS = Set.of("podmonitors.yaml");

    private static final Pattern NAMESPACED = Pattern.compile("(?m)^  namespace: .*$");
    private static final Duration BUSY = Duration.ofSeconds(120);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    /** Each example by the name of its file, with the test's namespace instead of its own. */
    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            for (Path file : files.toList()) {
                Matcher stated = NAMESPACED.matcher(Files.readString(file));
                examples.put(
                        file.getFileName().toString(),
                        stated.replaceAll("  namespace: " + NAMESPACE.name())
                                .replace("NONCE", "manifests"));
            }
        }
        return examples;
    }

    private static Shell.Ended kubectl(String manifest, String... arguments) {
        List<String> all =
                Stream.concat(
                                Stream.of("--namespace", NAMESPACE.name()),
                                Stream.concat(Stream.of(arguments), Stream.of("-f", "-")))
                        .toList();
        return Shell.kubectl(manifest, all.toArray(String[]::new));
    }

    private static String done(String manifest, String... arguments) {
        Shell.Ended ended = kubectl(manifest, arguments);
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }

    @Test
    void everyExampleAppliedAgainMakesNoDifference() throws IOException {
        Map<String, String> examples = examples();
        Set<String> ours = new TreeSet<>(examples.keySet());
        assertThat(ours.removeAll(OF_OTHERS)).isTrue();
        assertThat(ours).contains("vm-first.yaml", "vmi-kernelboot.yaml");
        ours.forEach(name -> done(examples.get(name), "apply", "--validate=strict"));
        // Once the components have done with them what they do.
        Eventually.until(
                "the first example runs",
                BUSY,
                () -> TestVm.named(NAMESPACE.name(), "vm-first").phase().equals("Running"));
        Eventually.until(
                "the example without a VM runs",
                BUSY,
                () -> TestVm.named(NAMESPACE.name(), "vmi-kernelboot").phase().equals("Running"));
        for (String name : ours) {
            String manifest = examples.get(name);
            assertThat(done(manifest, "apply").lines())
                    .as(name)
                    .allSatisfy(line -> assertThat(line).endsWith(" unchanged"));
            assertThat(done(manifest, "diff")).as(name).isEmpty();
            done(manifest, "apply", "--server-side");
            assertThat(done(manifest, "diff", "--server-side")).as(name).isEmpty();
            String before = generations(manifest);
            done(manifest, "apply", "--server-side");
            assertThat(generations(manifest)).as(name).isEqualTo(before);
        }
        ours.forEach(name -> done(examples.get(name), "delete", "--wait=false"));
    }

    private static String generations(String manifest) {
        return done(manifest, "get", "-o", "jsonpath={..metadata.uid} {..metadata.generation}");
    }

    @Test
    void everyKindIsExplainedAndStrict() throws IOException {
        List<Path> definitions;
        try (Stream<Path> files = Files.list(DEFINITIONS)) {
            definitions = files.sorted().toList();
        }
        assertThat(definitions).isNotEmpty();
        for (Path definition : definitions) {
            String yaml = text(definition);
            String plural = first(yaml, "(?m)^    plural: (.*)$");
            String group = first(yaml, "(?m)^  group: (.*)$");
            String version = first(yaml, "(?m)^  (?:- |  )name: (v.*)$");
            String apiVersion = group + "/" + version;
            Shell.Ended explained =
                    Shell.kubectl("", "explain", plural + ".spec", "--api-version=" + apiVersion);
            assertThat(explained.status()).as(explained.output()).isZero();
            assertThat(explained.output()).contains("FIELDS:");
            Shell.Ended refused =
                    kubectl(
                            "{apiVersion: %s, kind: %s, metadata: {name: a}, spec: {noSuchField: 1}}"
                                    .formatted(apiVersion, first(yaml, "(?m)^    kind: (.*)$")),
                            "create",
                            "--dry-run=server",
                            "--validate=strict");
            assertThat(refused.status()).as(plural).isNotZero();
            assertThat(refused.output()).contains("unknown field \"spec.noSuchField\"");
        }
        assertThat(Shell.kubectlDone("", "explain", "vm.spec.template.spec.domain.memory.guest"))
                .contains("FIELD: guest");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
