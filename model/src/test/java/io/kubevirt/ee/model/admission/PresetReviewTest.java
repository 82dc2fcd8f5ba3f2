package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.instancetype.Yamls;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instancetypes and preferences, by KubeVirt's rules. */
class PresetReviewTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {cpu: {guest: 1}, memory: {guest: 1Gi, overcommitPercent: 101}} | spec.memory.overcommitPercent | spec.memory.overcommitPercent '101': must be in range between 0 and 100.
                    {cpu: {guest: 1}, memory: {guest: 1Gi, overcommitPercent: 5, hugepages: {pageSize: 2Mi}}} | spec.memory.overcommitPercent | spec.memory.overcommitPercent and spec.memory.hugepages should not be requested together.
                    {cpu: {guest: -1}, memory: {guest: 1Gi}} | spec.cpu.guest | spec.cpu.guest must not be negative
                    {cpu: {guest: 1}, memory: {guest: 1e99}} | spec.memory.guest | spec.memory.guest must be below 2^63, and no finer than 1n
                    """)
    void aBadInstancetypeIsRefused(String spec, String field, String message) {
        assertThat(
                        PresetReview.instancetype(
                                Yamls.read(VirtualMachineInstancetypeSpec.class, spec)))
                .containsExactly(new Refusal(Cause.INVALID, field, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{cpu: {guest: 1}, memory: {guest: 1Gi}}",
                "{cpu: {guest: 8, dedicatedCPUPlacement: true}, memory: {guest: 1Gi, hugepages:"
                        + " {pageSize: 1Gi}}}",
                "{cpu: {guest: 8}, memory: {guest: 1Gi, overcommitPercent: 50}, gpus: [{name: a,"
                        + " deviceName: b}]}"
            })
    void anInstancetypeMayAskForMoreThanThisVersionDoes(String spec) {
        assertThat(
                        PresetReview.instancetype(
                                Yamls.read(VirtualMachineInstancetypeSpec.class, spec)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {cpu: {preferredCPUTopology: round}} | spec.cpu.preferredCPUTopology | unknown preferredCPUTopology round
                    {cpu: {preferredCPUTopology: spread, spreadOptions: {across: Rooms}}} | spec.cpu.spreadOptions.across | across Rooms is not supported
                    {cpu: {preferredCPUTopology: spread, spreadOptions: {across: CoresThreads, ratio: 3}}} | spec.cpu.spreadOptions.ratio | only a ratio of 2 (1 core 2 threads) is allowed when spreading vCPUs over cores and threads
                    {cpu: {preferredCPUTopology: spread, spreadOptions: {ratio: 0}}} | spec.cpu.spreadOptions.ratio | spec.cpu.spreadOptions.ratio must be 1 or more
                    """)
    void aBadPreferenceIsRefused(String spec, String field, String message) {
        assertThat(PresetReview.preference(Yamls.read(VirtualMachinePreferenceSpec.class, spec)))
                .containsExactly(new Refusal(Cause.INVALID, field, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{cpu: {preferredCPUTopology: preferSpread, spreadOptions: {across:"
                        + " SocketsCoresThreads, ratio: 3}}}",
                "{devices: {preferredTPM: {}}}"
            })
    void aGoodPreferenceIsNot(String spec) {
        assertThat(PresetReview.preference(Yamls.read(VirtualMachinePreferenceSpec.class, spec)))
                .isEmpty();
    }
}
