package io.kubevirt.ee.model.vm;

import static io.kubevirt.ee.model.v1.VmiPhase.RUNNING;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULING;
import static io.kubevirt.ee.model.vm.VmWorld.start;
import static io.kubevirt.ee.model.vm.VmWorld.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VmDeciderTest {
    private static VmWorld of(String strategy) {
        return VmWorld.of(strategy);
    }

    private static Optional<VirtualMachineCondition> condition(VmPlan plan, ConditionType type) {
        return MachineConditions.of(plan.status().conditions()).get(type);
    }

    @Test
    void theFinalizerComesBeforeTheInstance() {
        assertThat(of("Always").unheld().plan().actions())
                .containsExactly(new VmAction.AddFinalizer());
    }

    @Test
    void anInstanceIsMadeOfTheTemplate() {
        VmPlan plan = of("Always").plan();
        VirtualMachineInstance vmi = ((VmAction.CreateInstance) plan.actions().getFirst()).vmi();
        assertThat(vmi.metadata().getName()).isEqualTo("till");
        assertThat(vmi.metadata().getNamespace()).isEqualTo("shop");
        assertThat(vmi.metadata().getLabels())
                .isEqualTo(Map.of("app", "shop", "vm.kubevirt.io/name", "till"));
        assertThat(vmi.metadata().getAnnotations())
                .isEqualTo(Map.of("a", "b", "kubevirt.io/vm-generation", "4"));
        assertThat(vmi.metadata().getFinalizers())
                .containsExactly(Finalizers.VIRTUAL_MACHINE_INSTANCE);
        assertThat(vmi.metadata().getOwnerReferences())
                .singleElement()
                .satisfies(
                        owner -> {
                            assertThat(owner.getUid()).isEqualTo("vm-1");
                            assertThat(owner.getKind()).isEqualTo("VirtualMachine");
                            assertThat(owner.getController()).isTrue();
                            assertThat(owner.getBlockOwnerDeletion()).isTrue();
                        });
        // No webhook adds the defaults to what the controller creates; the machine keeps its own.
        assertThat(vmi.spec().domain().cpu().cores()).isEqualTo(1);
        assertThat(vmi.spec().terminationGracePeriodSeconds()).isEqualTo(180);
        assertThat(Admission.withDefaults(vmi)).isEqualTo(vmi);
        assertThat(of("Always").view().vm().spec().template().spec().domain().cpu()).isNull();
        assertThat(plan.status().printableStatus()).isEqualTo("Starting");
        assertThat(plan.status().created()).isTrue();
        assertThat(plan.status().ready()).isFalse();
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SUCCESSFUL_CREATE));
    }

    @Test
    void aStartMayAskForAPausedGuest() {
        var paused = new VirtualMachineStateChangeRequest("Start", Map.of("paused", "true"), null);
        VmPlan plan = of("Manual").asked(paused).plan();
        assertThat(
                        ((VmAction.CreateInstance) plan.actions().getFirst())
                                .vmi()
                                .spec()
                                .startStrategy())
                .isEqualTo("Paused");
    }

    @Test
    void aRefusedInstanceIsToldOnceAndTheStrategyIsNotInForceYet() {
        VmPlan plan =
                VmDecider.notCreated(
                        of("Once").inForce("Halted").view(), "spec.domain.memory: too little");
        assertThat(condition(plan, ConditionType.FAILURE).orElseThrow().message())
                .contains("spec.domain.memory: too little");
        assertThat(plan.status().runStrategy()).isEqualTo("Halted");
        assertThat(plan.status().printableStatus()).isEqualTo("Stopped");
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.type()).isEqualTo(EventType.WARNING));
        VmWorld next = of("Once").status(plan.status());
        assertThat(next.plan().situation()).isEqualTo(VmSituation.START_DUE);
        assertThat(VmDecider.notCreated(next.view(), "spec.domain.memory: too little").events())
                .isEmpty();
        assertThat(condition(next.own("i1", RUNNING).plan(), ConditionType.FAILURE)).isEmpty();
    }

    @Test
    void aForeignInstanceIsLeftAloneAndTold() {
        VmPlan plan = of("Always").foreign().plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(condition(plan, ConditionType.FAILURE).orElseThrow().reason())
                .isEqualTo("ForeignInstance");
        assertThat(plan.status().created()).isFalse();
        assertThat(of("Always").foreign().status(plan.status()).plan().events()).isEmpty();
    }

    @Test
    void anInstanceOfNobodyBecomesTheMachinesWhateverItWasMadeOf() {
        VmPlan plan = of("Always").orphan().plan();
        var adopt = (VmAction.AdoptInstance) plan.actions().getFirst();
        assertThat(plan.actions()).hasSize(1);
        assertThat(adopt.orphan().metadata().getUid()).isEqualTo("vmi-o");
        assertThat(adopt.metadata().getOwnerReferences())
                .extracting(owner -> owner.getUid(), owner -> owner.getController())
                .containsExactly(tuple("others-1", null), tuple("vm-1", true));
        assertThat(adopt.metadata().getLabels()).containsEntry("vm.kubevirt.io/name", "till");
        assertThat(adopt.metadata().getAnnotations())
                .doesNotContainKey("kubevirt.io/vm-generation");
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SUCCESSFUL_ADOPT));
    }

    @Test
    void aHaltedMachineThatIsAskedToStartShallAlwaysRun() {
        assertThat(of("Halted").asked(start()).plan().actions())
                .containsExactly(new VmAction.SetRunStrategy(RunStrategy.ALWAYS));
    }

    @Test
    void aRestartIsAStopAndThenAStart() {
        VmWorld world =
                of("Manual").inForce("Manual").own("i1", RUNNING).asked(stop("i1"), start());
        VmPlan stopped = world.plan();
        assertThat(stopped.actions()).containsExactly(new VmAction.DeleteInstance("i1"));
        assertThat(stopped.status().stateChangeRequests()).hasSize(2);
        VmPlan started = world.status(stopped.status()).withoutInstance().plan();
        assertThat(started.actions()).first().isInstanceOf(VmAction.CreateInstance.class);
        assertThat(started.status().stateChangeRequests()).containsExactly(start());
        VmPlan runs = world.status(started.status()).own("i2", SCHEDULING).plan();
        assertThat(runs.actions()).isEmpty();
        assertThat(runs.status().stateChangeRequests()).isEmpty();
    }

    @Test
    void anInstanceThatCannotBeDeletedIsTold() {
        VmWorld world = of("Halted").own("i1", RUNNING);
        VmPlan plan = VmDecider.notDeleted(world.view(), "a webhook said no");
        assertThat(condition(plan, ConditionType.FAILURE).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("FailedDelete");
                            assertThat(c.message()).contains("a webhook said no");
                        });
        assertThat(plan.events()).extracting(e -> e.reason()).containsExactly(Reason.FAILED_DELETE);
        assertThat(
                        VmDecider.notDeleted(
                                        world.status(plan.status()).view(), "a webhook said no")
                                .events())
                .isEmpty();
    }

    @Test
    void theFinalizerGoesWhenTheInstanceIsGone() {
        assertThat(of("Always").deleted().own("i1", RUNNING).plan().actions())
                .containsExactly(new VmAction.DeleteInstance("i1"));
        assertThat(of("Always").deleted().own("i1", RUNNING).leaving().plan().actions()).isEmpty();
        assertThat(of("Always").deleted().plan().actions())
                .containsExactly(new VmAction.RemoveFinalizer());
    }

    @ParameterizedTest
    @MethodSource("io.kubevirt.ee.model.vm.SituationsTest#table")
    void whatWasDecidedOnceIsNotDecidedAgain(VmSituation situation, VmWorld world) {
        VmPlan first = world.plan();
        VmPlan second = world.status(first.status()).plan();
        if (second.situation() == first.situation()) {
            assertThat(second.status()).isEqualTo(first.status());
        }
        VmPlan third = world.status(second.status()).plan();
        assertThat(third.situation())
                .as("two writes settle a status")
                .isEqualTo(second.situation());
        assertThat(third.status()).isEqualTo(second.status());
    }
}
