package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The KubeVirt resource tells what clients ask it before they begin. */
class InstallationE2E {
    private static String told(String path) {
        return Shell.kubectlDone(
                "",
                "--namespace",
                "kubevirt",
                "get",
                "kubevirt",
                "kubevirt",
                "-o",
                "jsonpath={" + path + "}");
    }

    @Test
    void itIsAvailableAndSaysWhichVersionItIs() {
        Shell.kubectlDone(
                "",
                "--namespace",
                "kubevirt",
                "wait",
                "kv/kubevirt",
                "--for",
                "condition=Available",
                "--timeout=60s");
        assertThat(told(".status.phase")).isEqualTo("Deployed");
        assertThat(List.of(told(".status.conditions[*].type").split(" ")))
                .containsExactlyInAnyOrder("Created", "Available", "Progressing", "Degraded");
        assertThat(told(".status.observedGeneration")).isEqualTo(told(".metadata.generation"));
        String version =
                Shell.kubectlDone("", "get", "--raw", "/apis/subresources.kubevirt.io/v1/version");
        assertThat(version).contains("\"" + told(".status.observedKubeVirtVersion") + "\"");
        assertThat(
                        Shell.kubectlDone(
                                "", "get", "--raw", "/apis/subresources.kubevirt.io/v1/healthz"))
                .contains("\"connectivity\":\"ok\"");
    }

    @Test
    void aProgramThatIsGoneIsToldAndThatItIsBackToo() {
        Shell.kubectlDone(
                "", "--namespace", "kubevirt", "delete", "pods", "-l", "kubevirt.io=virt-api");
        awaitDegraded("True");
        awaitDegraded("False");
        assertThat(told(".status.conditions[?(@.type=='Available')].status")).isEqualTo("True");
    }

    private static void awaitDegraded(String status) {
        Eventually.holds(
                "Degraded is " + status,
                Duration.ofSeconds(120),
                () ->
                        assertThat(told(".status.conditions[?(@.type=='Degraded')].status"))
                                .isEqualTo(status));
    }
}
