package io.kubevirt.ee.model.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1DaemonSetSpec;
import io.kubernetes.client.openapi.models.V1DaemonSetStatus;
import io.kubernetes.client.openapi.models.V1DaemonSetUpdateStrategy;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1DeploymentStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.KubeVirtBuilder;
import io.kubevirt.ee.model.v1.KubeVirtCondition;
import io.kubevirt.ee.model.v1.KubeVirtSpecBuilder;
import io.kubevirt.ee.model.v1.KubeVirtStatus;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InstallationDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Component API = new Component("virt-api", true, 2, 2, true);
    private static final Component AGENT = new Component("virt-handler", true, 3, 3, true);

    private static InstallationView view(KubeVirtStatus before, Component... components) {
        return view(NOW, before, components);
    }

    private static InstallationView view(
            Instant now, KubeVirtStatus before, Component... components) {
        return new InstallationView(
                KubeVirtBuilder.builder()
                        .metadata(new V1ObjectMeta().name("kubevirt").generation(7L))
                        .spec(KubeVirtSpecBuilder.builder().build())
                        .status(before)
                        .build(),
                List.of(components),
                "v1.2.3",
                Optional.of("registry.example/kubevirt-ee"),
                now);
    }

    private static KubeVirtStatus deployed() {
        return InstallationDecider.status(view(null, API, AGENT));
    }

    private static Component ready(int ready) {
        return new Component("virt-handler", true, 3, ready, true);
    }

    private static Component rolling(int ready) {
        return new Component("virt-handler", true, 3, ready, false);
    }

    static Stream<Arguments> situations() {
        return Stream.of(
                arguments(InstallationSituation.READY, view(null, API, AGENT)),
                arguments(InstallationSituation.DEPLOYING, view(null, API, ready(2))),
                arguments(
                        InstallationSituation.DEPLOYING,
                        view(null, API, Component.absent("virt-handler"))),
                arguments(InstallationSituation.DOWN, view(deployed(), API, ready(0))),
                arguments(InstallationSituation.DOWN, view(deployed(), API, rolling(0))),
                arguments(
                        InstallationSituation.DOWN,
                        view(deployed(), API, Component.absent("virt-handler"))),
                arguments(InstallationSituation.UPDATING, view(deployed(), API, rolling(3))),
                arguments(InstallationSituation.UPDATING, view(deployed(), API, rolling(1))),
                arguments(InstallationSituation.DEGRADED, view(deployed(), API, ready(2))));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void aSituationIsFound(InstallationSituation situation, InstallationView view) {
        assertThat(InstallationDecider.situation(view)).isEqualTo(situation);
    }

    @Test
    void everySituationHasItsCase() {
        assertThat(situations().map(row -> row.get()[0]))
                .containsAll(Arrays.asList(InstallationSituation.values()));
    }

    private static Map<String, String> conditions(KubeVirtStatus status) {
        return status.conditions().stream()
                .collect(Collectors.toMap(KubeVirtCondition::type, KubeVirtCondition::status));
    }

    @Test
    void whatIsThereAndReadyIsDeployed() {
        KubeVirtStatus status = deployed();
        assertThat(status.phase()).isEqualTo("Deployed");
        assertThat(conditions(status))
                .isEqualTo(
                        Map.of(
                                "Created", "True",
                                "Available", "True",
                                "Progressing", "False",
                                "Degraded", "False"));
        assertThat(status.conditions())
                .extracting(KubeVirtCondition::reason)
                .containsExactly(
                        "AllResourcesCreated",
                        "AllComponentsReady",
                        "AllComponentsReady",
                        "AllComponentsReady");
        assertThat(status.observedGeneration()).isEqualTo(7);
        assertThat(status.observedKubeVirtVersion()).isEqualTo("v1.2.3");
        assertThat(status.targetKubeVirtVersion()).isEqualTo("v1.2.3");
        assertThat(status.operatorVersion()).isEqualTo("v1.2.3");
        assertThat(status.observedKubeVirtRegistry()).isEqualTo("registry.example/kubevirt-ee");
        assertThat(status.defaultArchitecture()).isEqualTo("amd64");
    }

    @Test
    void whatIsNotReadyYetIsDeploying() {
        KubeVirtStatus status =
                InstallationDecider.status(
                        view(null, API, ready(2), Component.absent("virt-controller")));
        assertThat(status.phase()).isEqualTo("Deploying");
        assertThat(conditions(status))
                .isEqualTo(
                        Map.of("Available", "False", "Progressing", "True", "Degraded", "False"));
        assertThat(status.conditions())
                .allSatisfy(
                        condition ->
                                assertThat(condition.message())
                                        .contains("v1.2.3")
                                        .contains("virt-handler: 2 of 3 ready")
                                        .contains("virt-controller is not installed"));
        assertThat(status.targetKubeVirtVersion()).isEqualTo("v1.2.3");
        assertThat(status.observedKubeVirtVersion()).isNull();
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                arguments(ready(0), "False", "False", "True", "ComponentsNotReady"),
                arguments(ready(2), "True", "False", "True", "ComponentsNotReady"),
                arguments(rolling(2), "True", "True", "True", "UpdateInProgress"));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void whatWasDeployedStaysDeployedAndTellsItsTrouble(
            Component agent, String available, String progressing, String degraded, String reason) {
        KubeVirtStatus status = InstallationDecider.status(view(deployed(), API, agent));
        assertThat(status.phase()).isEqualTo("Deployed");
        assertThat(conditions(status))
                .containsEntry("Available", available)
                .containsEntry("Progressing", progressing)
                .containsEntry("Degraded", degraded);
        assertThat(status.conditions()).extracting(KubeVirtCondition::reason).contains(reason);
    }

    @Test
    void aConditionKeepsItsTimeWhileItStaysAndNothingNewIsNoChange() {
        KubeVirtStatus before = deployed();
        Instant later = NOW.plusSeconds(60);
        assertThat(InstallationDecider.status(view(later, before, API, AGENT))).isEqualTo(before);
        KubeVirtStatus degraded = InstallationDecider.status(view(later, before, API, ready(1)));
        assertThat(degraded.conditions())
                .filteredOn(condition -> condition.type().equals("Available"))
                .extracting(KubeVirtCondition::lastTransitionTime)
                .containsExactly(OffsetDateTime.parse("2026-01-01T12:00:00Z"));
        assertThat(degraded.conditions())
                .filteredOn(condition -> condition.type().equals("Degraded"))
                .extracting(KubeVirtCondition::lastTransitionTime)
                .containsExactly(OffsetDateTime.parse("2026-01-01T12:01:00Z"));
    }

    private static V1Deployment deployment(Long observed, int updated, int ready) {
        return new V1Deployment()
                .metadata(new V1ObjectMeta().name("virt-api").generation(4L))
                .spec(new V1DeploymentSpec().replicas(2))
                .status(
                        new V1DeploymentStatus()
                                .observedGeneration(observed)
                                .replicas(2)
                                .updatedReplicas(updated)
                                .readyReplicas(ready));
    }

    @Test
    void aDeploymentTellsHowFarItIs() {
        assertThat(Component.of(deployment(4L, 2, 2))).isEqualTo(API);
        assertThat(Component.of(deployment(3L, 2, 2)).rolledOut()).isFalse();
        assertThat(Component.of(deployment(4L, 1, 2)).rolledOut()).isFalse();
        assertThat(Component.of(deployment(4L, 2, 1)).ready()).isEqualTo(1);
        assertThat(Component.of(deployment(4L, 2, 2).status(null)).complete()).isFalse();
    }

    private static V1DaemonSet daemonSet(String strategy, int updated) {
        return new V1DaemonSet()
                .metadata(new V1ObjectMeta().name("virt-handler").generation(4L))
                .spec(
                        new V1DaemonSetSpec()
                                .updateStrategy(new V1DaemonSetUpdateStrategy().type(strategy)))
                .status(
                        new V1DaemonSetStatus()
                                .observedGeneration(4L)
                                .desiredNumberScheduled(3)
                                .updatedNumberScheduled(updated)
                                .numberReady(3));
    }

    @Test
    void aDaemonSetTellsHowFarItIs() {
        assertThat(Component.of(daemonSet("RollingUpdate", 3))).isEqualTo(AGENT);
        assertThat(Component.of(daemonSet("RollingUpdate", 2)).rolledOut()).isFalse();
        assertThat(Component.of(daemonSet("OnDelete", 0))).isEqualTo(AGENT);
    }
}
