package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubevirt.ee.e2e.PrometheusText.Sample;
import io.kubevirt.ee.runtime.kube.Selection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus and an operator see of every program while a guest runs. */
@Timeout(300)
class MetricsE2E {

    private static final List<String> PROGRAMS =
            List.of("virt-api", "virt-controller", "virt-handler");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final double GUEST_BYTES = 128 * 1024 * 1024;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static TestVm vm;
    private static GuestIdentity guest;

    @BeforeAll
    static void aGuestRuns() {
        vm = TestVm.create(NAMESPACE.name(), "vm-first", "measured");
        guest = vm.awaitPage();
    }

    @AfterAll
    static void itGoes() {
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void everyPodPublishesTextThatParsesAndNothingThatIsNotDocumented() throws Exception {
        List<String> table = Files.readAllLines(Cluster.CHECKOUT.resolve("docs/metrics.md"));
        for (String program : PROGRAMS) {
            Set<String> documented =
                    table.stream()
                            .filter(
                                    row ->
                                            row.startsWith("| `")
                                                    && row.contains("| " + program + " |"))
                            .map(row -> row.split("`")[1] + " " + row.split(" \\| ")[1])
                            .collect(Collectors.toSet());
            for (V1Pod pod : pods(program)) {
                PrometheusText text = PrometheusText.parse(Scrape.text(pod));
                assertThat(text.types().entrySet())
                        .as(pod.getMetadata().getName())
                        .filteredOn(type -> type.getKey().matches("(kubevirt|rest_client)_.*"))
                        .filteredOn(type -> !type.getKey().endsWith("_seconds_max"))
                        .isNotEmpty()
                        .extracting(type -> type.getKey() + " " + type.getValue())
                        .isSubsetOf(documented);
            }
        }
    }

    @Test
    void nothingOfAnySecretIsPublished() throws Exception {
        List<V1Secret> secrets =
                Cluster.CORE.listNamespacedSecret(Components.NAMESPACE).execute().getItems();
        List<String> values =
                secrets.stream()
                        .filter(secret -> secret.getData() != null)
                        .flatMap(secret -> secret.getData().values().stream())
                        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).strip())
                        .filter(value -> value.length() >= 8)
                        .toList();
        assertThat(values).isNotEmpty();
        for (String program : PROGRAMS) {
            for (V1Pod pod : pods(program)) {
                String text = Scrape.text(pod);
                assertThat(values).as(pod.getMetadata().getName()).noneMatch(text::contains);
                assertThat(text).doesNotContainIgnoringCase("bearer", "-----BEGIN", "eyJhbG");
            }
        }
    }

    @Test
    void theGuestIsCountedOnceByTheOneThatLeads() {
        List<PrometheusText> replicas =
                pods("virt-controller").stream()
                        .map(pod -> PrometheusText.parse(Scrape.text(pod)))
                        .toList();
        assertThat(
                        replicas.stream()
                                .mapToDouble(r -> r.sum("kubevirt_virt_controller_leading_status")))
                .containsOnlyOnce(1.0);
        PrometheusText leader =
                PrometheusText.parse(Scrape.text(Components.podOf(Components.leader())));
        assertThat(leader.sum("kubevirt_virt_controller_leading_status")).isEqualTo(1);
        int running =
                (int)
                        Cluster.VMIS.list(Selection.ALL).getItems().stream()
                                .filter(vmi -> "Running".equals(vmi.status().phase()))
                                .count();
        assertThat(running).isPositive();
        assertThat(
                        replicas.stream()
                                .mapToDouble(
                                        r -> r.sum("kubevirt_vmi_phase_count", "phase", "running"))
                                .sum())
                .isEqualTo(running);
        assertThat(
                        leader.of(
                                "kubevirt_vmi_phase_count",
                                "phase",
                                "running",
                                "node",
                                vm.vmi().orElseThrow().status().nodeName()))
                .isNotEmpty();
        assertThat(
                        leader.sum(
                                "kubevirt_vmi_phase_transition_time_from_creation_seconds_count",
                                "phase",
                                "Running"))
                .isPositive();
        assertThat(leader.sum("rest_client_requests_total", "verb", "watch", "code", "200"))
                .isPositive();
    }

    @Test
    void theGuestsOwnFiguresAreItsOwn() throws Exception {
        PrometheusText before = handler();
        assertThat(mine(before, "kubevirt_vmi_memory_domain_bytes"))
                .singleElement()
                .extracting(Sample::value)
                .isEqualTo(GUEST_BYTES);
        assertThat(mine(before, "kubevirt_vmi_memory_resident_bytes").getFirst().value())
                .isGreaterThan(GUEST_BYTES / 4);
        assertThat(mine(before, "kubevirt_vmi_vcpu_seconds_total", "id", "0").getFirst().value())
                .isGreaterThan(0.5);
        assertThat(
                        mine(
                                        before,
                                        "kubevirt_vmi_storage_read_traffic_bytes_total",
                                        "drive",
                                        "system")
                                .getFirst()
                                .value())
                .isGreaterThan(100_000);
        double sent = sent(before);
        double received =
                mine(before, "kubevirt_vmi_network_receive_bytes_total", "interface", "default")
                        .getFirst()
                        .value();
        assertThat(sent).isPositive();
        assertThat(received).isPositive();

        int page = vm.page().length();
        Eventually.holds(
                "what the guest sends is counted",
                SOON,
                () -> assertThat(sent(handler())).isGreaterThanOrEqualTo(sent + page));
    }

    @Test
    void healthTellsWhatAnOperatorAsks() {
        JsonObject node = health(URI.create("http://127.0.0.1:8187/health"));
        assertThat(data(node, "libvirt").get("version").getAsString())
                .matches("\\d+\\.\\d+\\.\\d+");
        assertThat(data(node, "libvirt").get("qemu").getAsString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(data(node, "api-server").get("version").getAsString()).startsWith("v1.");
        assertThat(data(node, "api-server").get("virtualmachineinstances").getAsString())
                .contains("live since", "last heard");
        assertThat(data(node, "guest-loop").get("guests").getAsString()).contains("workers");
        for (V1Pod pod : pods("virt-controller")) {
            JsonObject ready =
                    health(URI.create("http://" + pod.getStatus().getPodIP() + ":9080/health"));
            assertThat(data(ready, "lease").get("holder").getAsString())
                    .isEqualTo(Components.leader());
        }
    }

    private static List<V1Pod> pods(String program) {
        List<V1Pod> pods = Components.pods(program).stream().filter(Components::ready).toList();
        assertThat(pods).as(program).isNotEmpty();
        return pods;
    }

    private static PrometheusText handler() {
        return PrometheusText.parse(Scrape.text(pods("virt-handler").getFirst()));
    }

    private static double sent(PrometheusText text) {
        return mine(text, "kubevirt_vmi_network_transmit_bytes_total", "interface", "default")
                .getFirst()
                .value();
    }

    private static List<Sample> mine(PrometheusText text, String metric, String... labels) {
        List<Sample> samples =
                text.of(metric, labels).stream()
                        .filter(s -> vm.key().name().equals(s.labels().get("name")))
                        .filter(s -> vm.key().namespace().equals(s.labels().get("namespace")))
                        .toList();
        assertThat(samples).as(metric).isNotEmpty();
        return samples;
    }

    private static JsonObject health(URI uri) {
        return JsonParser.parseString(Scrape.get(uri).body()).getAsJsonObject();
    }

    private static JsonObject data(JsonObject health, String check) {
        return health.getAsJsonArray("checks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(each -> each.get("name").getAsString().equals(check))
                .map(each -> each.getAsJsonObject("data"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " is not in " + health));
    }
}
