package io.kubevirt.ee.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VmiFiguresTest {
    private static final Key A = new Key("ns", "a");
    private static final Key B = new Key("ns", "b");
    private static final String COUNT = "kubevirt_vmi_phase_count";

    private final RecordedMeters meters = new RecordedMeters();
    private final VmiFigures figures = new VmiFigures(meters);

    @Test
    void onlyTheLeaderPublishesAndANewLeaderKnowsAllAtOnce() {
        appears(A, vmi("Running", "n1", ""));
        appears(B, vmi("Running", "n1", ""));
        assertThat(meters.gauges()).isEmpty();
        figures.show();
        assertThat(meters.gauges())
                .containsOnly(Map.entry(COUNT + "[running, n1, <none>, <none>, <none>]", 2.0));
        figures.hide();
        assertThat(meters.gauges()).isEmpty();
    }

    @Test
    void aSeriesThatCountsNothingIsGone() {
        figures.show();
        appears(A, vmi("Scheduled", "n1", ""));
        changes(A, vmi("Scheduled", "n1", ""), vmi("Running", "n1", ""));
        assertThat(meters.gauges())
                .containsOnly(Map.entry(COUNT + "[running, n1, <none>, <none>, <none>]", 1.0));
        figures.changed(A, Optional.of(vmi("Running", "n1", "")), Optional.empty());
        assertThat(meters.gauges()).isEmpty();
    }

    @Test
    void theKindOfGuestIsThatOfItsAnnotations() {
        figures.show();
        appears(
                A,
                vmi(
                        "Pending",
                        null,
                        "{\"vm.kubevirt.io/os\":\"debian\",\"vm.kubevirt.io/flavor\":\"small\"}"));
        assertThat(meters.gauges())
                .containsOnlyKeys(COUNT + "[pending, <none>, debian, <none>, small]");
    }

    @Test
    void usersCannotMakeMoreThanAHundredKinds() {
        figures.show();
        for (int i = 0; i < 1000; i++) {
            appears(
                    new Key("ns", "vm" + i),
                    vmi("Running", "n1", "{\"vm.kubevirt.io/os\":\"os" + i + "\"}"));
        }
        assertThat(meters.gauges())
                .hasSize(101)
                .containsEntry(COUNT + "[running, n1, <other>, <other>, <other>]", 900.0);
    }

    @Test
    void aChangeOfPhaseIsTimedFromCreationAndFromTheLastPhase() {
        figures.show();
        changes(A, vmi("Scheduled", "n1", ""), vmi("Running", "n1", ""));
        assertThat(meters.observations())
                .containsExactly(
                        "kubevirt_vmi_phase_transition_time_from_creation_seconds[Running] 7",
                        "kubevirt_vmi_phase_transition_time_seconds[Running, Scheduled] 3");
    }

    @Test
    void theEndOfADeletedGuestIsTimedFromItsDeletion() {
        figures.show();
        changes(A, vmi("Running", "n1", ""), deleted());
        assertThat(meters.observations())
                .contains("kubevirt_vmi_phase_transition_time_from_deletion_seconds[Succeeded] 20");
    }

    @Test
    void whatDoesNotChangeThePhaseOrIsSeenForTheFirstTimeIsNotTimed() {
        figures.show();
        appears(A, vmi("Running", "n1", ""));
        changes(A, vmi("Running", "n1", ""), vmi("Running", "n1", ""));
        figures.hide();
        changes(A, vmi("Scheduled", "n1", ""), vmi("Running", "n1", ""));
        assertThat(meters.observations()).isEmpty();
    }

    private void appears(Key key, VirtualMachineInstance vmi) {
        figures.changed(key, Optional.empty(), Optional.of(vmi));
    }

    private void changes(Key key, VirtualMachineInstance before, VirtualMachineInstance after) {
        figures.changed(key, Optional.of(before), Optional.of(after));
    }

    private static VirtualMachineInstance vmi(String phase, String node, String annotations) {
        return read(
                """
                {"metadata": {"creationTimestamp": "2026-01-01T00:00:00Z", "annotations": %s},
                 "spec": {"domain": {"devices": {}}},
                 "status": {"phase": "%s", "nodeName": %s, "phaseTransitionTimestamps": [
                   {"phase": "Scheduled", "phaseTransitionTimestamp": "2026-01-01T00:00:04Z"},
                   {"phase": "Running", "phaseTransitionTimestamp": "2026-01-01T00:00:07Z"}]}}"""
                        .formatted(
                                annotations.isEmpty() ? "{}" : annotations,
                                phase,
                                node == null ? "null" : "\"" + node + "\""));
    }

    private static VirtualMachineInstance deleted() {
        return read(
                """
                {"metadata": {"creationTimestamp": "2026-01-01T00:00:00Z",
                              "deletionTimestamp": "2026-01-01T00:01:00Z"},
                 "spec": {"domain": {"devices": {}}},
                 "status": {"phase": "Succeeded", "nodeName": "n1", "phaseTransitionTimestamps": [
                   {"phase": "Succeeded", "phaseTransitionTimestamp": "2026-01-01T00:01:20Z"}]}}""");
    }

    private static VirtualMachineInstance read(String json) {
        return JSON.deserialize(json, VirtualMachineInstance.class);
    }
}
