package io.kubevirt.ee.model.vm;

import static io.kubevirt.ee.model.v1.VmiPhase.FAILED;
import static io.kubevirt.ee.model.v1.VmiPhase.RUNNING;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULING;
import static io.kubevirt.ee.model.v1.VmiPhase.SUCCEEDED;
import static io.kubevirt.ee.model.vm.VmWorld.THEN;
import static io.kubevirt.ee.model.vm.VmWorld.start;
import static io.kubevirt.ee.model.vm.VmWorld.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubevirt.ee.model.instancetype.Lookup;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SituationsTest {
    private static final Lookup<VirtualMachineInstancetypeSpec> SMALL =
            PresetStepsTest.found("{cpu: {guest: 2}, memory: {guest: 64Mi}}");
    private static final Lookup<VirtualMachineInstancetypeSpec> WITH_GPU =
            PresetStepsTest.found(
                    "{cpu: {guest: 2}, memory: {guest: 1Gi}, gpus: [{name: g, deviceName: example.com/gpu}]}");
    private static final Lookup<VirtualMachineInstancetypeSpec> MISSING =
            new Lookup.Missing<>("not there");

    private static VmWorld of(String strategy) {
        return VmWorld.of(strategy);
    }

    private static VmWorld failedEarly(String strategy) {
        return of(strategy).own("i1", SCHEDULING, FAILED);
    }

    static Stream<Arguments> table() {
        return Stream.of(
                arguments(VmSituation.FINALIZER_MISSING, of("Always").unheld()),
                arguments(VmSituation.STRATEGY_UNKNOWN, of("Sometimes")),
                arguments(VmSituation.STRATEGY_UNKNOWN, of("WaitAsReceiver")),
                arguments(VmSituation.STRATEGY_UNKNOWN, of(null)),
                arguments(VmSituation.FOREIGN_INSTANCE, of("Always").foreign()),
                arguments(VmSituation.FOREIGN_INSTANCE, of("Always").orphan().leaving()),
                arguments(VmSituation.ORPHANED_INSTANCE, of("Always").orphan()),
                arguments(VmSituation.ORPHANED_INSTANCE, of("Halted").orphan()),
                arguments(VmSituation.ORPHANED_INSTANCE, of("Manual").sized(MISSING).orphan()),
                arguments(VmSituation.FINALIZER_MISSING, of("Always").unheld().orphan()),
                arguments(VmSituation.DELETED_NOTHING_LEFT, of("Always").deleted().orphan()),
                arguments(VmSituation.STOPPED, of("Halted").foreign()),
                // It refers to an instancetype.
                arguments(VmSituation.PRESETS_TO_PIN, of("Always").sized(SMALL)),
                arguments(VmSituation.PRESETS_TO_PIN, of("Halted").sized(SMALL)),
                arguments(VmSituation.PRESETS_TO_PIN, of("Always").sized(SMALL).unread()),
                arguments(VmSituation.PRESETS_TO_PIN, of("Always").sized(SMALL).own("i1", RUNNING)),
                arguments(
                        VmSituation.START_DUE,
                        of("Always").sized(SMALL).pinned(PresetStepsTest.REF)),
                arguments(
                        VmSituation.START_DUE,
                        of("Always").sized(SMALL).pinned(PresetStepsTest.REF).unread()),
                arguments(VmSituation.PRESET_MISSING, of("Always").sized(MISSING)),
                arguments(VmSituation.PRESET_MISSING, of("Halted").sized(MISSING)),
                arguments(VmSituation.FOREIGN_INSTANCE, of("Always").sized(MISSING).foreign()),
                arguments(VmSituation.STOP_DUE, of("Halted").sized(MISSING).own("i1", RUNNING)),
                arguments(VmSituation.PRESETS_UNFIT, of("Always").sized(WITH_GPU)),
                arguments(
                        VmSituation.PRESETS_UNFIT,
                        of("Always").sized(WITH_GPU).pinned(PresetStepsTest.REF)),
                arguments(VmSituation.AS_WANTED, of("Always").sized(WITH_GPU).own("i1", RUNNING)),
                // No instance.
                arguments(VmSituation.START_DUE, of("Always")),
                arguments(VmSituation.START_DUE, VmWorld.running(true)),
                arguments(VmSituation.STOPPED, of("Halted")),
                arguments(VmSituation.STOPPED, VmWorld.running(false)),
                arguments(VmSituation.HALTED_START_ASKED, of("Halted").asked(start())),
                arguments(VmSituation.STOPPED, of("Manual")),
                arguments(VmSituation.START_DUE, of("Manual").inForce("Manual").asked(start())),
                arguments(VmSituation.START_DUE, of("Once")),
                arguments(VmSituation.START_DUE, of("Once").inForce("Halted")),
                // Its instance stays when it has ended, so somebody deleted it.
                arguments(VmSituation.START_DUE, of("Once").inForce("Once")),
                arguments(
                        VmSituation.START_DUE,
                        of("Once").inForce("Once").failures(2, "i1", THEN.plusHours(2))),
                arguments(VmSituation.START_DUE, of("RerunOnFailure")),
                arguments(VmSituation.STOPPED, of("RerunOnFailure").inForce("RerunOnFailure")),
                arguments(
                        VmSituation.START_DUE,
                        of("RerunOnFailure").inForce("RerunOnFailure").asked(start())),
                arguments(VmSituation.START_DUE, of("Manual").asked(stop("gone"), start())),
                arguments(
                        VmSituation.START_BACKED_OFF,
                        of("Always").failures(2, "i1", THEN.plusHours(2))),
                arguments(VmSituation.START_DUE, of("Always").failures(2, "i1", THEN)),
                arguments(
                        VmSituation.START_DUE,
                        of("Manual").failures(2, "i1", THEN.plusHours(2)).asked(start())),
                // An instance that lives.
                arguments(VmSituation.AS_WANTED, of("Always").own("i1", RUNNING)),
                arguments(VmSituation.AS_WANTED, of("Manual").own("i1", SCHEDULING)),
                arguments(
                        VmSituation.AS_WANTED,
                        of("Manual").own("i1", RUNNING).asked(stop("another"))),
                arguments(VmSituation.STOP_DUE, of("Halted").own("i1", RUNNING)),
                arguments(
                        VmSituation.STOP_DUE,
                        of("Always").own("i1", RUNNING).asked(stop("i1"), start())),
                arguments(VmSituation.STOP_DUE, of("Manual").own("i1", RUNNING).asked(stop("i1"))),
                arguments(VmSituation.STOPPING, of("Always").own("i1", RUNNING).leaving()),
                arguments(VmSituation.STOPPING, of("Halted").own("i1", SUCCEEDED).leaving()),
                // An instance that ended.
                arguments(VmSituation.NEXT_DUE, of("Always").own("i1", RUNNING, SUCCEEDED)),
                arguments(VmSituation.NEXT_DUE, of("Always").own("i1", RUNNING, FAILED)),
                arguments(VmSituation.NEXT_TO_RECORD, failedEarly("Always")),
                arguments(
                        VmSituation.NEXT_TO_RECORD, failedEarly("Always").failures(1, "i0", THEN)),
                arguments(VmSituation.NEXT_DUE, failedEarly("Always").failures(1, "i1", THEN)),
                arguments(
                        VmSituation.NEXT_TO_RECORD,
                        of("RerunOnFailure").own("i1", RUNNING, FAILED)),
                arguments(VmSituation.STOP_DUE, of("RerunOnFailure").own("i1", RUNNING, SUCCEEDED)),
                arguments(VmSituation.AS_WANTED, of("Once").own("i1", RUNNING, FAILED)),
                arguments(VmSituation.AS_WANTED, of("Manual").own("i1", RUNNING, FAILED)),
                arguments(VmSituation.STOP_DUE, of("Halted").own("i1", RUNNING, FAILED)),
                arguments(
                        VmSituation.STOP_DUE,
                        of("Manual").own("i1", SUCCEEDED).asked(stop("i1"), start())),
                // The machine is deleted.
                arguments(
                        VmSituation.DELETED_INSTANCE_THERE,
                        of("Always").deleted().own("i1", RUNNING)),
                arguments(
                        VmSituation.DELETED_INSTANCE_LEAVING,
                        of("Always").deleted().own("i1", RUNNING).leaving()),
                arguments(VmSituation.DELETED_NOTHING_LEFT, of("Always").deleted()),
                arguments(VmSituation.DELETED_NOTHING_LEFT, of("Always").deleted().foreign()),
                arguments(VmSituation.DELETED_NOTHING_LEFT, of("Sometimes").deleted()),
                arguments(
                        VmSituation.DELETED_NOTHING_LEFT,
                        of("Always").deleted().orphaning().own("i1", RUNNING)),
                arguments(
                        VmSituation.RELEASED,
                        of("Always").deleted().unheld().orphaning().own("i1", RUNNING)),
                arguments(VmSituation.RELEASED, of("Always").deleted().unheld()));
    }

    @ParameterizedTest
    @MethodSource("table")
    void theSituationIsFound(VmSituation expected, VmWorld world) {
        assertThat(Situations.of(world.view())).isEqualTo(expected);
        assertThat(world.plan().situation()).isEqualTo(expected);
    }

    @Test
    void everySituationIsInTheTable() {
        assertThat(table().map(row -> row.get()[0])).contains((Object[]) VmSituation.values());
    }
}
