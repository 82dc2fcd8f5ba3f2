package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.v1.VmiPhase.FAILED;
import static io.kubevirt.ee.model.v1.VmiPhase.PENDING;
import static io.kubevirt.ee.model.v1.VmiPhase.RUNNING;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULED;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULING;
import static io.kubevirt.ee.model.v1.VmiPhase.SUCCEEDED;
import static io.kubevirt.ee.model.v1.VmiPhase.UNKNOWN;
import static io.kubevirt.ee.model.v1.VmiPhase.UNSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SituationsTest {
    private static final Duration JUST_NOW = Duration.ofSeconds(119);
    private static final Duration LONG_AGO = Duration.ofSeconds(120);

    private static VmiWorld world() {
        return new VmiWorld();
    }

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(VmiSituation.FINALIZER_MISSING, world().unheld()),
                arguments(VmiSituation.FINALIZER_MISSING, world().unheld().phase(PENDING)),
                arguments(VmiSituation.POD_MISSING, world()),
                arguments(VmiSituation.POD_MISSING, world().phase(UNSET)),
                arguments(VmiSituation.POD_MISSING, world().phase(PENDING)),
                arguments(VmiSituation.CLAIM_MISSING, world().claim("data")),
                arguments(VmiSituation.CLAIM_MISSING, world().dataVolume("data")),
                arguments(
                        VmiSituation.CLAIM_MISSING,
                        world().phase(PENDING)
                                .claim("data")
                                .claim("more")
                                .found("data", "Filesystem")),
                arguments(
                        VmiSituation.POD_MISSING,
                        world().claim("data").found("data", "Filesystem")),
                arguments(VmiSituation.STATE_CLAIM_MISSING, world().keeping()),
                arguments(VmiSituation.STATE_CLAIM_MISSING, world().keeping().phase(PENDING)),
                arguments(VmiSituation.CLAIM_MISSING, world().keeping().claim("data")),
                arguments(VmiSituation.POD_MISSING, world().keeping().keptBy("u-1")),
                arguments(VmiSituation.STATE_CLAIM_UNUSABLE, world().keeping().keptBy("u-0")),
                arguments(VmiSituation.POD_WAITING, world().keeping().pod()),
                arguments(VmiSituation.POD_WAITING, world().claim("data").pod()),
                arguments(VmiSituation.POD_WAITING, world().pod()),
                arguments(
                        VmiSituation.POD_WAITING,
                        world().phase(PENDING).pod(VmiWorld::unschedulable)),
                arguments(
                        VmiSituation.POD_WAITING,
                        world().phase(SCHEDULING).pod(VmiWorld.waiting("ErrImagePull", "no"))),
                arguments(VmiSituation.POD_READY, world().phase(SCHEDULING).pod(VmiWorld::running)),
                arguments(VmiSituation.POD_READY, world().pod(VmiWorld::running)),
                arguments(VmiSituation.POD_ENDED, world().phase(SCHEDULING).pod(VmiWorld::failed)),
                arguments(VmiSituation.POD_ENDED, world().phase(SCHEDULING).pod(VmiWorld::leaving)),
                arguments(
                        VmiSituation.POD_ENDED,
                        world().phase(SCHEDULING).pod(VmiWorld::oneContainerEnded)),
                arguments(VmiSituation.POD_VANISHED, world().phase(SCHEDULING)),
                arguments(
                        VmiSituation.HANDED_OVER, world().phase(SCHEDULED).pod(VmiWorld::running)),
                arguments(VmiSituation.HANDED_OVER, world().phase(RUNNING).pod(VmiWorld::failed)),
                arguments(VmiSituation.HANDED_OVER, world().phase(RUNNING)),
                arguments(VmiSituation.HANDED_OVER, world().phase(UNKNOWN)),
                arguments(
                        VmiSituation.HANDED_OVER,
                        world().phase(RUNNING).deleted().pod(VmiWorld::running)),
                arguments(VmiSituation.NODE_LOST, world().phase(RUNNING).nodeGone()),
                arguments(
                        VmiSituation.NODE_LOST,
                        world().phase(SCHEDULED).deleted().nodeGone().pod(VmiWorld::running)),
                arguments(
                        VmiSituation.NODE_NOT_READY,
                        world().phase(RUNNING).ready("True", null).nodeNotReady(JUST_NOW)),
                arguments(
                        VmiSituation.NODE_NOT_READY,
                        world().phase(RUNNING).ready("True", null).nodeOutOfService(JUST_NOW)),
                arguments(
                        VmiSituation.NODE_NOT_READY,
                        world().phase(UNKNOWN).ready("True", null).nodeNotReady(LONG_AGO)),
                arguments(
                        VmiSituation.NODE_AWAITED,
                        world().phase(RUNNING)
                                .ready("False", "NodeNotReady")
                                .nodeNotReady(JUST_NOW)),
                arguments(
                        VmiSituation.NODE_AWAITED,
                        world().phase(RUNNING)
                                .ready("False", "GuestShutDown")
                                .nodeNotReady(JUST_NOW)),
                arguments(
                        VmiSituation.NODE_AWAITED,
                        world().phase(SCHEDULED)
                                .ready("False", "GuestNotRunning")
                                .nodeNotReady(LONG_AGO)),
                arguments(
                        VmiSituation.NODE_AWAITED,
                        world().phase(UNKNOWN)
                                .ready("False", "NodeNotReady")
                                .nodeNotReady(LONG_AGO)),
                arguments(VmiSituation.NODE_SILENT, world().phase(RUNNING).nodeNotReady(LONG_AGO)),
                arguments(
                        VmiSituation.NODE_SILENT,
                        world().phase(RUNNING).deleted().nodeNotReady(LONG_AGO)),
                arguments(
                        VmiSituation.NODE_SILENT,
                        world().phase(RUNNING).node(VmiWorld.node("False"))),
                arguments(
                        VmiSituation.NODE_OUT_OF_SERVICE,
                        world().phase(SCHEDULED).nodeOutOfService(LONG_AGO)),
                arguments(
                        VmiSituation.NODE_OUT_OF_SERVICE,
                        world().phase(UNKNOWN).deleted().nodeOutOfService(LONG_AGO)),
                arguments(
                        VmiSituation.HANDED_OVER,
                        world().phase(RUNNING).node(VmiWorld.outOfService(VmiWorld.node("True")))),
                arguments(
                        VmiSituation.POD_READY,
                        world().phase(SCHEDULING)
                                .nodeOutOfService(LONG_AGO)
                                .pod(VmiWorld::running)),
                arguments(
                        VmiSituation.NODE_BACK,
                        world().phase(RUNNING).ready("False", "NodeNotReady")),
                arguments(
                        VmiSituation.DELETED_POD_THERE,
                        world().deleted().phase(SCHEDULING).pod(VmiWorld::running)),
                arguments(VmiSituation.DELETED_POD_THERE, world().deleted().unheld().pod()),
                arguments(
                        VmiSituation.DELETED_POD_LEAVING,
                        world().deleted().phase(SCHEDULING).pod(VmiWorld::leaving)),
                arguments(VmiSituation.DELETED_NOTHING_LEFT, world().deleted().phase(SCHEDULING)),
                arguments(VmiSituation.DELETED_NOTHING_LEFT, world().deleted()),
                arguments(
                        VmiSituation.ENDED_POD_THERE,
                        world().phase(SUCCEEDED).pod(VmiWorld::running)),
                arguments(
                        VmiSituation.ENDED_POD_THERE,
                        world().phase(FAILED).deleted().pod(VmiWorld::failed)),
                arguments(
                        VmiSituation.ENDED_REASON_AWAITED,
                        world().endedBefore(Duration.ZERO, "LauncherDied").pod(VmiWorld::running)),
                arguments(
                        VmiSituation.ENDED_REASON_TO_TELL,
                        world().endedBefore(Duration.ZERO, "LauncherDied").pod(VmiWorld::failed)),
                arguments(
                        VmiSituation.ENDED_POD_THERE,
                        world().endedBefore(Duration.ZERO, "LauncherDied")
                                .pod(VmiWorld::oneContainerEnded)),
                arguments(
                        VmiSituation.ENDED_POD_THERE,
                        world().endedBefore(Duration.ZERO, "GuestCrashed").pod(VmiWorld::running)),
                arguments(
                        VmiSituation.ENDED_POD_LEAVING,
                        world().phase(FAILED).nodeGone().pod(VmiWorld::leaving)),
                arguments(VmiSituation.ENDED_NOTHING_LEFT, world().phase(FAILED)),
                arguments(VmiSituation.ENDED_NOTHING_LEFT, world().phase(SUCCEEDED).deleted()),
                arguments(VmiSituation.RELEASED, world().phase(SUCCEEDED).unheld()),
                arguments(VmiSituation.RELEASED, world().deleted().unheld()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void theSituationIsFound(VmiSituation expected, VmiWorld world) {
        assertThat(Situations.of(world.view())).isEqualTo(expected);
        assertThat(world.plan().situation()).isEqualTo(expected);
    }

    @Test
    void everySituationIsInTheTable() {
        assertThat(table().map(row -> row.get()[0])).contains((Object[]) VmiSituation.values());
    }
}
