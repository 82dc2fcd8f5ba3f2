package io.kubevirt.ee.api.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a drain gets for an answer. */
class EvictionDeciderTest {
    private static final V1OwnerReference OWNER =
            new V1OwnerReference()
                    .kind("VirtualMachineInstance")
                    .name("till")
                    .uid("u-1")
                    .controller(true);

    private static VirtualMachineInstance vmi(
            String uid, String phase, String strategy, String evacuated) {
        return new VirtualMachineInstance(
                "kubevirt.io/v1",
                "VirtualMachineInstance",
                new V1ObjectMeta().namespace("shop").name("till").uid(uid),
                VirtualMachineInstanceSpecBuilder.builder().evictionStrategy(strategy).build(),
                VirtualMachineInstanceStatusBuilder.builder()
                        .phase(phase)
                        .nodeName(phase.startsWith("Schedul") ? "" : "node01")
                        .evacuationNodeName(evacuated)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "Running,    ,                      ,       Allow",
        "Running,    None,                  ,       Allow",
        "Running,    LiveMigrateIfPossible, ,       Allow",
        "Running,    LiveMigrate,           ,       Refuse",
        "Unknown,    LiveMigrate,           ,       Refuse",
        "Scheduling, LiveMigrate,           ,       Refuse",
        "Failed,     LiveMigrate,           ,       Allow",
        "Succeeded,  External,              ,       Allow",
        "Running,    External,              ,       Mark",
        "Running,    External,              node00, Mark",
        "Running,    External,              node01, Refuse",
        "Scheduling, External,              ,       Refuse",
    })
    void theStrategyDecides(String phase, String strategy, String evacuated, String expected) {
        EvictionDecision decision =
                EvictionDecider.decide(OWNER, Optional.of(vmi("u-1", phase, strategy, evacuated)));
        assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void aRefusalNamesTheInstanceAndWhatToDo() {
        assertThat(
                        EvictionDecider.decide(
                                OWNER, Optional.of(vmi("u-1", "Running", "LiveMigrate", null))))
                .isInstanceOfSatisfying(
                        EvictionDecision.Refuse.class,
                        refusal -> assertThat(refusal.message()).contains("shop/till", "stop it"));
        assertThat(
                        EvictionDecider.decide(
                                OWNER, Optional.of(vmi("u-1", "Running", "External", null))))
                .isEqualTo(
                        new EvictionDecision.Mark(
                                "node01", "Eviction triggered evacuation of VMI \"shop/till\""));
    }

    @Test
    void aPodWhoseInstanceIsGoneMayGo() {
        assertThat(EvictionDecider.decide(OWNER, Optional.empty()))
                .isEqualTo(new EvictionDecision.Allow());
        assertThat(
                        EvictionDecider.decide(
                                OWNER, Optional.of(vmi("u-2", "Running", "LiveMigrate", null))))
                .isEqualTo(new EvictionDecision.Allow());
    }

    @Test
    void onlyALauncherThatLivesHasAnOwnerToAsk() {
        assertThat(EvictionDecider.owner(pod())).contains(OWNER);
        V1Pod leaving = pod();
        leaving.getMetadata().setDeletionTimestamp(OffsetDateTime.parse("2026-01-01T00:00:00Z"));
        assertThat(EvictionDecider.owner(leaving)).isEmpty();
        V1Pod ended = pod();
        ended.getStatus().setPhase("Failed");
        assertThat(EvictionDecider.owner(ended)).isEmpty();
        V1Pod other = pod();
        other.getMetadata().getOwnerReferences().getFirst().setKind("ReplicaSet");
        assertThat(EvictionDecider.owner(other)).isEmpty();
    }

    private static V1Pod pod() {
        return new V1Pod()
                .metadata(
                        new V1ObjectMeta()
                                .addOwnerReferencesItem(
                                        new V1OwnerReference()
                                                .kind(OWNER.getKind())
                                                .name(OWNER.getName())
                                                .uid(OWNER.getUid())
                                                .controller(true)))
                .status(new V1PodStatus().phase("Running"));
    }
}
