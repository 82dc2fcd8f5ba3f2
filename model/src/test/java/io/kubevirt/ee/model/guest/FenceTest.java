package io.kubevirt.ee.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.v1.DataVolumeSource;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.HostDisk;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimVolumeSource;
import io.kubevirt.ee.model.v1.TPMDevice;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.kubevirt.ee.model.v1.Volume;
import io.kubevirt.ee.model.v1.VolumeBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FenceTest {

    private static final Duration AFTER = Duration.ofSeconds(90);
    private static final Fence ALL = new Fence(AFTER, FenceScope.ALL);
    private static final Fence SHARED = new Fence(AFTER, FenceScope.SHARED);
    private static final DomainView GUEST = Views.domain("uid-1", Views.RUNNING);

    @Test
    void aNodeIsCutOffWhenNobodyHasHeardItForSoLong() {
        assertThat(ALL.cutOff(Duration.ZERO)).isFalse();
        assertThat(ALL.cutOff(AFTER.minusMillis(1))).isFalse();
        assertThat(ALL.cutOff(AFTER)).isTrue();
    }

    static Stream<DomainState> alive() {
        return Stream.of(
                new DomainState.Running(),
                new DomainState.Paused(PauseCause.ON_REQUEST),
                new DomainState.ShuttingDown());
    }

    @ParameterizedTest
    @MethodSource("alive")
    void everyGuestThatLivesIsEndedWhereAllAreMeant(DomainState state) {
        assertThat(ALL.ends(Views.domain("uid-1", state), plain())).isTrue();
    }

    @Test
    void whatIsOffStaysAsItIs() {
        DomainView off = Views.domain("uid-1", Views.off(OffCause.SHUTDOWN));

        assertThat(ALL.ends(off, plain())).isFalse();
        assertThat(SHARED.ends(off, Optional.empty())).isFalse();
    }

    static Stream<Volume> shared() {
        return Stream.of(
                volume().persistentVolumeClaim(
                                new PersistentVolumeClaimVolumeSource("claim", null, null))
                        .build(),
                volume().dataVolume(new DataVolumeSource(null, "data")).build(),
                volume().hostDisk(new HostDisk(null, "/nfs/disk.img", true, "Disk")).build());
    }

    @ParameterizedTest
    @MethodSource("shared")
    void aGuestWithADiskThatAnotherNodeReachesIsEnded(Volume volume) {
        assertThat(SHARED.ends(GUEST, Optional.of(with(volume)))).isTrue();
    }

    /** Its claim can be attached to another node. */
    @Test
    void aGuestWhoseStateIsKeptIsEnded() {
        VirtualMachineInstance vmi = Views.vmi(VmiPhase.RUNNING);
        vmi =
                VirtualMachineInstanceBuilder.builder(vmi)
                        .spec(
                                VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                        .domain(
                                                DomainSpecBuilder.builder()
                                                        .devices(
                                                                DevicesBuilder.builder()
                                                                        .tpm(
                                                                                new TPMDevice(
                                                                                        null, true))
                                                                        .build())
                                                        .build())
                                        .build())
                        .build();

        assertThat(SHARED.ends(GUEST, Optional.of(vmi))).isTrue();
    }

    @Test
    void aGuestWhoseDisksAreTheNodesOwnRunsOn() {
        Volume own = volume().hostDisk(new HostDisk(null, "/var/disk.img", null, "Disk")).build();

        assertThat(SHARED.ends(GUEST, plain())).isFalse();
        assertThat(SHARED.ends(GUEST, Optional.of(with(own)))).isFalse();
    }

    /** As after a restart of the agent while the node was cut off. */
    @Test
    void aGuestOfWhichTheNodeKnowsNothingIsTakenForOneWithSharedDisks() {
        assertThat(SHARED.ends(GUEST, Optional.empty())).isTrue();
        assertThat(SHARED.ends(Views.domain("uid-0", Views.RUNNING), plain())).isTrue();
    }

    @Test
    void threeHeartbeatsHaveToBeMissedAndThereIsOneEachMinuteAnyway() {
        assertThat(Fence.heartbeatEvery(Optional.empty())).isEqualTo(Duration.ofSeconds(60));
        assertThat(Fence.heartbeatEvery(Optional.of(ALL))).isEqualTo(Duration.ofSeconds(30));
        assertThat(Fence.heartbeatEvery(Optional.of(new Fence(Duration.ofHours(1), ALL.scope()))))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aTimeThatASlowAnswerWouldExceedIsRefused() {
        assertThatThrownBy(() -> new Fence(Duration.ofSeconds(19), FenceScope.ALL))
                .hasMessage(
                        "kubevirt.handler.fence-after is PT19S: set PT20S or more, or leave it out");
    }

    private static VolumeBuilder volume() {
        return VolumeBuilder.builder().name("disk");
    }

    private static Optional<VirtualMachineInstance> plain() {
        return Optional.of(Views.vmi(VmiPhase.RUNNING));
    }

    private static VirtualMachineInstance with(Volume volume) {
        VirtualMachineInstance vmi = Views.vmi(VmiPhase.RUNNING);
        return VirtualMachineInstanceBuilder.builder(vmi)
                .spec(
                        VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                .volumes(List.of(volume))
                                .build())
                .build();
    }
}
