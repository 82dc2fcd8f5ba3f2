package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.vmi.VmiWorld.condition;
import static io.kubevirt.ee.model.vmi.VmiWorld.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1VolumeDevice;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an instance has to have before its pod: claims of its volumes and of its state. */
class VmiClaimsTest {
    @Test
    void noPodIsMadeBeforeItsClaimsAreThereAndThatIsSaidOnce() {
        VmiWorld world = world().claim("data").claim("more").found("data", "Filesystem");
        VmiPlan plan = world.plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.again()).contains(Duration.ofSeconds(5));
        assertThat(plan.status().phase()).isEqualTo("Pending");
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("FailedPvcNotFound");
                            assertThat(c.message())
                                    .isEqualTo(
                                            "There is no PersistentVolumeClaim shop/more; it is"
                                                    + " waited for.");
                        });
        assertThat(plan.events())
                .extracting(ObjectEvent::reason)
                .containsExactly(Reason.FAILED_PVC_NOT_FOUND);
        assertThat(world.status(plan.status()).plan().events()).isEmpty();
    }

    @Test
    void aClaimThatCameIsMountedAsWhatItIsAndTheTroubleIsForgotten() {
        VmiWorld world = world().claim("data");
        VmiPlan plan = world.status(world.plan().status()).found("data", "Block").plan();
        assertThat(plan.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        VmiAction.CreatePod.class,
                        create ->
                                assertThat(
                                                create.pod()
                                                        .getSpec()
                                                        .getContainers()
                                                        .getFirst()
                                                        .getVolumeDevices())
                                        .extracting(V1VolumeDevice::getDevicePath)
                                        .containsExactly("/dev/vmi-disk-data"));
        assertThat(condition(plan, ConditionType.SYNCHRONIZED)).isEmpty();
    }

    @Test
    void theAgentIsToldOfTheClaimsAsTheyAreWhenThePodRuns() {
        VmiPlan plan =
                world().claim("data").found("data", "Filesystem").pod(VmiWorld::running).plan();
        assertThat(plan.status().volumeStatus())
                .singleElement()
                .satisfies(
                        volume -> {
                            assertThat(volume.name()).isEqualTo("disk-data");
                            assertThat(volume.persistentVolumeClaimInfo().capacity())
                                    .isEqualTo(Map.of("storage", new Quantity("1Gi")));
                        });
    }

    @Test
    void theClaimForItsStateIsMadeBeforeThePodAndOnce() {
        VmiWorld world = world().keeping();
        assertThat(world.view().wantsClaims()).containsExactly("persistent-state-for-till");
        VmiPlan plan = world.plan();
        assertThat(plan.actions()).hasSize(2);
        assertThat(plan.actions().getFirst())
                .isInstanceOfSatisfying(
                        VmiAction.CreateClaim.class,
                        create ->
                                assertThat(create.claim().getMetadata().getName())
                                        .isEqualTo("persistent-state-for-till"));
        assertThat(plan.actions().getLast()).isInstanceOf(VmiAction.CreatePod.class);
        assertThat(plan.status().phase()).isEqualTo("Scheduling");
        assertThat(plan.events())
                .extracting(ObjectEvent::message)
                .first()
                .isEqualTo("Created PersistentVolumeClaim persistent-state-for-till.");

        assertThat(world.keptBy("u-1").plan().actions())
                .singleElement()
                .isInstanceOf(VmiAction.CreatePod.class);
    }

    @Test
    void aClaimForItsStateThatIsSomebodyElsesIsWaitedForAndThatIsSaidOnce() {
        VmiWorld world = world().keeping().keptBy("u-0");
        VmiPlan plan = world.plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.again()).contains(Duration.ofSeconds(5));
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("BackendStorageNotReady");
                            assertThat(c.message()).contains("with the uid u-0");
                        });
        assertThat(plan.events())
                .extracting(ObjectEvent::reason)
                .containsExactly(Reason.BACKEND_STORAGE_NOT_READY);
        assertThat(world.status(plan.status()).plan().events()).isEmpty();
    }

    @Test
    void aClaimForItsStateThatIsRefusedLeavesTheInstancePendingWithTheServersWords() {
        VmiPlan plan = VmiDecider.claimNotCreated(world().keeping().view(), "exceeded quota: tiny");
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.status().phase()).isEqualTo("Pending");
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("FailedBackendStorageCreate");
                            assertThat(c.message()).contains("exceeded quota: tiny");
                        });
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.type()).isEqualTo(EventType.WARNING));
    }
}
