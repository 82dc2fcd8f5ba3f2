package io.kubevirt.ee.model.replicaset;

import static io.kubevirt.ee.model.replicaset.SetWorld.MATCHING;
import static io.kubevirt.ee.model.replicaset.SetWorld.THEN;
import static io.kubevirt.ee.model.replicaset.SetWorld.instance;
import static io.kubevirt.ee.model.replicaset.SetWorld.wanting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetCondition;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSetDeciderTest {
    private static final Map<String, String> OTHER = Map.of("app", "bank");

    private static List<String> deleted(ReplicaSetPlan plan) {
        return plan.actions().stream()
                .filter(ReplicaSetAction.DeleteInstance.class::isInstance)
                .map(ReplicaSetAction.DeleteInstance.class::cast)
                .map(ReplicaSetAction.DeleteInstance::name)
                .toList();
    }

    private static long created(ReplicaSetPlan plan) {
        return plan.actions().stream()
                .filter(ReplicaSetAction.CreateInstance.class::isInstance)
                .count();
    }

    private static List<String> news(ReplicaSetPlan plan) {
        return plan.events().stream().map(event -> event.reason().value()).toList();
    }

    private static Optional<VirtualMachineInstanceReplicaSetCondition> condition(
            ReplicaSetPlan plan, String type) {
        return ReplicaSetConditions.of(plan.status().conditions()).get(type);
    }

    private static VirtualMachineInstance orphan(String name, Map<String, String> labels) {
        return instance(name, "", labels, VmiPhase.RUNNING, true);
    }

    static Stream<Arguments> situations() {
        return Stream.of(
                arguments(ReplicaSetSituation.DELETED, wanting(2).deleted()),
                arguments(
                        ReplicaSetSituation.SELECTOR_WRONG,
                        wanting(2).selecting(new V1LabelSelector().matchLabels(OTHER))),
                arguments(ReplicaSetSituation.SELECTOR_WRONG, wanting(2).selecting(null)),
                arguments(ReplicaSetSituation.SELECTOR_WRONG, wanting(2).template(null)),
                arguments(ReplicaSetSituation.CLAIMS_DUE, wanting(2).with(orphan("a", MATCHING))),
                arguments(
                        ReplicaSetSituation.CLAIMS_DUE,
                        wanting(0)
                                .paused()
                                .with(instance("a", "set-1", OTHER, VmiPhase.RUNNING, true))),
                arguments(ReplicaSetSituation.PAUSED, wanting(2).paused()),
                arguments(ReplicaSetSituation.TOO_FEW, wanting(null)),
                arguments(ReplicaSetSituation.TOO_FEW, wanting(2).ready("a")),
                arguments(ReplicaSetSituation.TOO_FEW, wanting(1).leaving("a")),
                arguments(ReplicaSetSituation.TOO_FEW, wanting(1).own("a", VmiPhase.FAILED)),
                arguments(ReplicaSetSituation.TOO_MANY, wanting(0).ready("a")),
                arguments(ReplicaSetSituation.TOO_MANY, wanting(-3).ready("a")),
                arguments(
                        ReplicaSetSituation.FINISHED_LEFT,
                        wanting(1).ready("a").own("b", VmiPhase.SUCCEEDED)),
                arguments(ReplicaSetSituation.AS_WANTED, wanting(0)),
                arguments(
                        ReplicaSetSituation.AS_WANTED,
                        wanting(1).own("a", VmiPhase.PENDING).leaving("b")),
                arguments(
                        ReplicaSetSituation.AS_WANTED,
                        wanting(0).with(instance("a", "set-2", MATCHING, VmiPhase.FAILED, false))));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void aSituationIsFound(ReplicaSetSituation situation, SetWorld world) {
        assertThat(world.plan().situation()).isEqualTo(situation);
    }

    @Test
    void everySituationHasItsCase() {
        assertThat(situations().map(row -> row.get()[0]))
                .containsAll(Arrays.asList(ReplicaSetSituation.values()));
    }

    @Test
    void instancesAreMadeOfTheTemplate() {
        VirtualMachineInstance vmi =
                ((ReplicaSetAction.CreateInstance) wanting(1).plan().actions().getFirst()).vmi();
        assertThat(vmi.metadata().getName()).isNull();
        assertThat(vmi.metadata().getGenerateName()).isEqualTo("tills");
        assertThat(vmi.metadata().getNamespace()).isEqualTo("shop");
        assertThat(vmi.metadata().getLabels()).isEqualTo(MATCHING);
        assertThat(vmi.metadata().getAnnotations()).isEqualTo(Map.of("a", "b"));
        assertThat(vmi.metadata().getFinalizers())
                .containsExactly("foregroundDeleteVirtualMachine");
        assertThat(vmi.metadata().getOwnerReferences())
                .containsExactly(
                        new V1OwnerReference()
                                .apiVersion("kubevirt.io/v1")
                                .kind("VirtualMachineInstanceReplicaSet")
                                .name("tills")
                                .uid("set-1")
                                .controller(true)
                                .blockOwnerDeletion(true));
        assertThat(vmi).as("it has all defaults").isEqualTo(Admission.withDefaults(vmi));
    }

    static Stream<Arguments> baseNames() {
        return Stream.of(
                arguments(new V1ObjectMeta(), "tills"),
                arguments(new V1ObjectMeta().generateName("counter-"), "counter-"),
                arguments(new V1ObjectMeta().name("desk").generateName("counter-"), "desk"));
    }

    @ParameterizedTest
    @MethodSource("baseNames")
    void namesBeginWithTheTemplatesWordElseTheSets(V1ObjectMeta template, String base) {
        SetWorld world = wanting(1).template(template.labels(MATCHING));
        ReplicaSetAction first = world.plan().actions().getFirst();
        assertThat(((ReplicaSetAction.CreateInstance) first).vmi().metadata().getGenerateName())
                .isEqualTo(base);
    }

    @Test
    void asManyAreCreatedAsAreMissingButNotMoreThanABurst() {
        assertThat(created(wanting(3).ready("a").plan())).isEqualTo(2);
        assertThat(created(wanting(1000).plan())).isEqualTo(250);
    }

    @Test
    void asManyAreDeletedAsAreBeyondButNotMoreThanABurst() {
        SetWorld world = wanting(0);
        IntStream.range(0, 300).forEach(i -> world.ready("a" + i));
        assertThat(deleted(world.plan())).hasSize(250);
    }

    @Test
    void thoseThatAreMissedLeastGoFirst() {
        VirtualMachineInstance young = instance("young", "set-1", MATCHING, VmiPhase.RUNNING, true);
        young.metadata().setCreationTimestamp(THEN.plusMinutes(1));
        SetWorld world =
                wanting(6)
                        .ready("old-b")
                        .ready("old-a")
                        .with(young)
                        .own("not-ready", VmiPhase.RUNNING)
                        .own("scheduled", VmiPhase.SCHEDULED)
                        .own("pending", VmiPhase.PENDING);
        assertThat(deleted(world.plan())).isEmpty();
        assertThat(Members.of(world.view()).victims().stream().map(vmi -> vmi.metadata().getName()))
                .containsExactly("pending", "scheduled", "not-ready", "young", "old-a", "old-b");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCEEDED", "FAILED", "UNKNOWN"})
    void whatEndedOrIsLostIsReplacedAndDeleted(VmiPhase phase) {
        ReplicaSetPlan plan = wanting(2).ready("a").own("b", phase).plan();
        assertThat(created(plan)).isEqualTo(1);
        assertThat(deleted(plan)).containsExactly("b");
        assertThat(plan.status().replicas()).isEqualTo(1);
    }

    @Test
    void nothingIsDoneWhilePausedOrDeleted() {
        assertThat(wanting(5).paused().own("a", VmiPhase.FAILED).plan().actions()).isEmpty();
        assertThat(
                        wanting(5)
                                .deleted()
                                .own("a", VmiPhase.FAILED)
                                .with(orphan("b", MATCHING))
                                .plan()
                                .actions())
                .isEmpty();
    }

    @Test
    void anOrphanWithItsLabelsIsAdoptedAndKeepsItsOtherOwners() {
        VirtualMachineInstance orphan = orphan("a", MATCHING);
        V1OwnerReference other = new V1OwnerReference().kind("ConfigMap").name("x").uid("y");
        orphan.metadata().addOwnerReferencesItem(other);
        List<ReplicaSetAction> actions = wanting(1).with(orphan).plan().actions();
        assertThat(actions).hasSize(1);
        ReplicaSetAction.SetOwners adoption = (ReplicaSetAction.SetOwners) actions.getFirst();
        assertThat(adoption.vmi()).isSameAs(orphan);
        assertThat(adoption.owners())
                .extracting(V1OwnerReference::getUid, V1OwnerReference::getController)
                .containsExactly(tuple("y", null), tuple("set-1", true));
    }

    @Test
    void oneOfItsOwnWithOtherLabelsIsReleased() {
        ReplicaSetPlan plan =
                wanting(1).with(instance("a", "set-1", OTHER, VmiPhase.RUNNING, true)).plan();
        assertThat(plan.actions())
                .singleElement()
                .satisfies(
                        action ->
                                assertThat(((ReplicaSetAction.SetOwners) action).owners())
                                        .isEmpty());
    }

    @Test
    void othersInstancesStrangersAndLeavingOnesAreLeftAlone() {
        VirtualMachineInstance leaving = orphan("c", MATCHING);
        leaving.metadata().setDeletionTimestamp(THEN);
        ReplicaSetPlan plan =
                wanting(0)
                        .with(instance("a", "set-2", MATCHING, VmiPhase.RUNNING, true))
                        .with(orphan("b", OTHER))
                        .with(leaving)
                        .plan();
        assertThat(plan.situation()).isEqualTo(ReplicaSetSituation.AS_WANTED);
        assertThat(plan.actions()).isEmpty();
    }

    @Test
    void theStatusCountsWhatLivesAndWhatIsReady() {
        ReplicaSetPlan plan =
                wanting(3)
                        .ready("a")
                        .own("b", VmiPhase.RUNNING)
                        .own("c", VmiPhase.SCHEDULING)
                        .leaving("d")
                        .plan();
        assertThat(plan.status().replicas()).isEqualTo(3);
        assertThat(plan.status().readyReplicas()).isEqualTo(1);
        assertThat(plan.status().labelSelector()).isEqualTo("app=shop");
        assertThat(plan.status().conditions()).isNull();
    }

    @Test
    void pausedIsACondition() {
        ReplicaSetPlan plan = wanting(1).paused().plan();
        assertThat(condition(plan, "ReplicaPaused"))
                .hasValueSatisfying(
                        paused -> {
                            assertThat(paused.status()).isEqualTo("True");
                            assertThat(paused.reason()).isEqualTo("Paused");
                            assertThat(paused.message()).isEqualTo("Controller got paused");
                        });
        assertThat(news(plan)).containsExactly("SuccessfulPaused");
        ReplicaSetPlan again = wanting(1).paused().having(plan.status()).plan();
        assertThat(again.status()).isEqualTo(plan.status());
        assertThat(again.events()).isEmpty();
        ReplicaSetPlan resumed = wanting(1).having(plan.status()).plan();
        assertThat(condition(resumed, "ReplicaPaused")).isEmpty();
        assertThat(news(resumed)).containsExactly("SuccessfulResumed");
    }

    @Test
    void aRefusedCreationIsToldOnceAndUntilOneSucceeds() {
        SetWorld world = wanting(1);
        ReplicaSetAction create = world.plan().actions().getFirst();
        ReplicaSetPlan failed = ReplicaSetDecider.notDone(world.view(), create, "no room");
        assertThat(condition(failed, "ReplicaFailure"))
                .hasValueSatisfying(
                        failure -> {
                            assertThat(failure.reason()).isEqualTo("FailedCreate");
                            assertThat(failure.message()).endsWith("no room");
                        });
        assertThat(news(failed)).containsExactly("FailedCreate");
        SetWorld later = wanting(1).having(failed.status());
        ReplicaSetPlan again = ReplicaSetDecider.notDone(later.view(), create, "no room");
        assertThat(again.status()).isEqualTo(failed.status());
        assertThat(again.events()).isEmpty();
        assertThat(later.plan().status().conditions()).isNull();
    }

    static Stream<Arguments> otherRefusals() {
        return Stream.of(
                arguments(
                        new ReplicaSetAction.DeleteInstance(
                                "a", "uid-a", ObjectEvent.normal(Reason.SUCCESSFUL_DELETE, "")),
                        "FailedDelete"),
                arguments(
                        new ReplicaSetAction.SetOwners(orphan("a", MATCHING), List.of()),
                        "FailedClaim"));
    }

    @ParameterizedTest
    @MethodSource("otherRefusals")
    void otherRefusalsAreToldToo(ReplicaSetAction action, String reason) {
        ReplicaSetPlan plan = ReplicaSetDecider.notDone(wanting(1).view(), action, "forbidden");
        assertThat(condition(plan, "ReplicaFailure"))
                .hasValueSatisfying(failure -> assertThat(failure.reason()).isEqualTo(reason));
        assertThat(news(plan)).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void aSelectorThatDoesNotFindTheTemplateMakesNothing(int replicas) {
        ReplicaSetPlan plan = wanting(replicas).template(new V1ObjectMeta()).plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(condition(plan, "ReplicaFailure")).isPresent();
    }

    @Test
    void aChangeConcernsOwnersAndWhomeverAnOrphanMatches() {
        var set = wanting(1).view().set();
        VirtualMachineInstance own = instance("a", "set-1", MATCHING, VmiPhase.RUNNING, true);
        assertThat(Claims.concerned(Optional.of(own), Optional.empty(), List.of()))
                .containsExactly("tills");
        assertThat(
                        Claims.concerned(
                                Optional.of(orphan("a", OTHER)),
                                Optional.of(orphan("a", MATCHING)),
                                List.of(set)))
                .containsExactly("tills");
        assertThat(
                        Claims.concerned(
                                Optional.empty(), Optional.of(orphan("a", OTHER)), List.of(set)))
                .isEmpty();
    }
}
