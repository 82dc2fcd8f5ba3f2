package io.kubevirt.ee.controller.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtCondition;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the KubeVirt resource tells, in a real API server; Kubernetes' controllers by hand. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class InstallationIT {
    private static final Key INSTALLATION = new Key("kubevirt", "installation-it");
    private static final String APPS = "/apis/apps/v1/namespaces/kubevirt/";

    @BeforeEach
    void theResourceIsMade() throws Exception {
        World.api()
                .create(
                        """
                        apiVersion: kubevirt.io/v1
                        kind: KubeVirt
                        metadata: {namespace: kubevirt, name: installation-it}
                        spec: {}
                        """);
    }

    @AfterEach
    void allGoes() throws Exception {
        World.settings().delete(INSTALLATION, kubeVirt().metadata().getUid(), Optional.empty());
        for (String workload :
                new String[] {
                    "deployments/virt-api",
                    "deployments/virt-controller",
                    "daemonsets/virt-handler",
                    "daemonsets/virt-libvirtd"
                }) {
            World.api().send("DELETE", APPS + workload, "application/json", "");
        }
    }

    private static KubeVirt kubeVirt() {
        return World.settings().get(INSTALLATION).orElseThrow();
    }

    private static Map<String, String> conditions() {
        return kubeVirt().status().conditions().stream()
                .collect(Collectors.toMap(KubeVirtCondition::type, KubeVirtCondition::status));
    }

    private static void install(String kind, String name) throws Exception {
        World.api()
                .create(
                        """
                        apiVersion: apps/v1
                        kind: %1$s
                        metadata: {namespace: kubevirt, name: %2$s}
                        spec:
                          selector: {matchLabels: {it: %2$s}}
                          template:
                            metadata: {labels: {it: %2$s}}
                            spec: {containers: [{name: it, image: it}]}
                        """
                                .formatted(kind, name));
        report(kind, name, 1);
    }

    private static void report(String kind, String name, int ready) throws Exception {
        String status =
                kind.equals("Deployment")
                        ? "\"replicas\": 1, \"updatedReplicas\": 1, \"readyReplicas\": %d"
                        : "\"desiredNumberScheduled\": 1, \"currentNumberScheduled\": 1,"
                                + " \"numberMisscheduled\": 0, \"updatedNumberScheduled\": 1,"
                                + " \"numberReady\": %d";
        World.api()
                .send(
                        "PATCH",
                        APPS + kind.toLowerCase(Locale.ROOT) + "s/" + name + "/status",
                        "application/merge-patch+json",
                        "{\"status\": {\"observedGeneration\": 1, %s}}"
                                .formatted(status.formatted(ready)));
    }

    @Test
    void itIsDeployedWhenAllProgramsAreReadyAndDegradedWhenOneFails() throws Exception {
        install("Deployment", "virt-api");
        install("Deployment", "virt-controller");
        install("DaemonSet", "virt-libvirtd");
        World.soon(
                "it waits for the agents",
                () -> {
                    assertThat(kubeVirt().status().phase()).isEqualTo("Deploying");
                    assertThat(conditions()).containsEntry("Available", "False");
                    assertThat(kubeVirt().status().conditions())
                            .extracting(KubeVirtCondition::message)
                            .contains(
                                    "Deploying version %s. virt-handler is not installed."
                                            .formatted(kubeVirt().status().operatorVersion()));
                });
        install("DaemonSet", "virt-handler");
        World.soon(
                "it is deployed",
                () -> {
                    KubeVirt now = kubeVirt();
                    assertThat(now.status().phase()).isEqualTo("Deployed");
                    assertThat(conditions())
                            .containsEntry("Available", "True")
                            .containsEntry("Created", "True")
                            .containsEntry("Progressing", "False")
                            .containsEntry("Degraded", "False");
                    assertThat(now.status().observedKubeVirtVersion()).startsWith("v");
                    assertThat(now.status().observedGeneration())
                            .isEqualTo(now.metadata().getGeneration());
                    assertThat(now.status().observedKubeVirtRegistry())
                            .isEqualTo("localhost/kubevirt-ee");
                });
        report("DaemonSet", "virt-handler", 0);
        World.soon(
                "it is not available",
                () ->
                        assertThat(conditions())
                                .containsEntry("Available", "False")
                                .containsEntry("Degraded", "True"));
    }
}
