package io.kubevirt.ee.model.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.instancetype.Lookup;
import io.kubevirt.ee.model.instancetype.Yamls;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.v1.ControllerRevisionRef;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A machine and its instancetype: pinned, applied, missing, unfit. */
class PresetStepsTest {
    static final InstancetypeStatusRef REF =
            new InstancetypeStatusRef(
                    new ControllerRevisionRef("till-small-v1beta1-it-1-3"),
                    null,
                    null,
                    "virtualmachineclusterinstancetype",
                    "small");
    private static final V1ControllerRevision REVISION =
            new V1ControllerRevision().metadata(new V1ObjectMeta().name("till-small"));

    static Lookup<VirtualMachineInstancetypeSpec> found(String spec) {
        return new Lookup.Found<>(
                Yamls.read(VirtualMachineInstancetypeSpec.class, spec), REF, Optional.of(REVISION));
    }

    private static final String SMALL =
            "{cpu: {guest: 2}, memory: {guest: 64Mi}, annotations: {size: small}}";

    @Test
    void theRevisionIsStoredAndNamedBeforeAnythingIsMadeOfIt() {
        VmPlan plan = VmWorld.of("Always").sized(found(SMALL)).plan();
        assertThat(plan.actions()).containsExactly(new VmAction.PinPresets(List.of(REVISION)));
        assertThat(plan.status().instancetypeRef()).isEqualTo(REF);
        assertThat(plan.status().created()).isNull();
    }

    @Test
    void thenTheInstanceIsMadeOfTheTemplateWithTheInstancetype() {
        VmPlan plan = VmWorld.of("Always").sized(found(SMALL)).pinned(REF).plan();
        assertThat(plan.status().instancetypeRef()).isEqualTo(REF);
        assertThat(plan.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        VmAction.CreateInstance.class,
                        create -> {
                            var vmi = create.vmi();
                            assertThat(vmi.spec().domain().cpu().sockets()).isEqualTo(2);
                            assertThat(vmi.spec().domain().memory().guest().toSuffixedString())
                                    .isEqualTo("64Mi");
                            assertThat(vmi.metadata().getAnnotations())
                                    .containsEntry("a", "b")
                                    .containsEntry("size", "small")
                                    .containsEntry(
                                            "kubevirt.io/cluster-instancetype-name", "small");
                        });
    }

    @Test
    void aMissingInstancetypeIsToldOnceByKubevirtsReasonAndLookedForAgain() {
        Lookup<VirtualMachineInstancetypeSpec> missing = new Lookup.Missing<>("not there");
        VmPlan plan = VmWorld.of("Always").sized(missing).plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.again()).contains(Duration.ofSeconds(10));
        assertThat(plan.events())
                .containsExactly(ObjectEvent.warning(Reason.FAILED_FIND_INSTANCETYPE, "not there"));
        assertThat(plan.status().conditions())
                .filteredOn(c -> c.type().equals("Failure"))
                .extracting(
                        VirtualMachineCondition::status,
                        VirtualMachineCondition::reason,
                        VirtualMachineCondition::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "True", "FailedFindInstancetype", "not there"));
        VmPlan later = VmWorld.of("Always").sized(missing).status(plan.status()).plan();
        assertThat(later.events()).isEmpty();
        assertThat(later.status()).isEqualTo(plan.status());
    }

    @Test
    void theFailureGoesWhenTheInstancetypeIsThere() {
        VmPlan missing = VmWorld.of("Always").sized(new Lookup.Missing<>("not there")).plan();
        VmPlan pinned = VmWorld.of("Always").sized(found(SMALL)).status(missing.status()).plan();
        VmPlan started = VmWorld.of("Always").sized(found(SMALL)).status(pinned.status()).plan();
        assertThat(started.situation()).isEqualTo(VmSituation.START_DUE);
        assertThat(started.status().conditions()).noneMatch(c -> c.type().equals("Failure"));
    }

    @Test
    void whatTheInstancetypeAsksForAndIsNotSupportedIsTold() {
        VmPlan plan =
                VmWorld.of("Always")
                        .sized(
                                found(
                                        "{cpu: {guest: 1}, memory: {guest: 1Gi}, gpus: [{name: g, deviceName: example.com/gpu}]}"))
                        .plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.events())
                .singleElement()
                .matches(event -> event.reason() == Reason.FAILED_CREATE)
                .matches(event -> event.message().contains("gpus"));
    }

    @Test
    void aRefusedRevisionIsToldWhetherAnInstanceRunsOrNot() {
        VmWorld idle = VmWorld.of("Always").sized(found(SMALL));
        VmPlan plan = VmDecider.notPinned(idle.view(), "beyond a quota");
        assertThat(plan.events())
                .extracting(ObjectEvent::message)
                .containsExactly(
                        "error encountered while storing instancetype.kubevirt.io"
                                + " controllerRevisions: beyond a quota");
        assertThat(plan.status().created()).isFalse();
        VmWorld running = VmWorld.of("Always").sized(found(SMALL)).own("i1", VmiPhase.RUNNING);
        assertThat(VmDecider.notPinned(running.view(), "beyond a quota").status().created())
                .isTrue();
    }
}
