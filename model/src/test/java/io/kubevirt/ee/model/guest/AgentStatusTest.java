package io.kubevirt.ee.model.guest;

import static io.kubevirt.ee.model.guest.Views.NOW;
import static io.kubevirt.ee.model.guest.Views.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.agent.AgentInterface;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSInfoBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterface;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the guest's agent says, in the status of its VMI. */
class AgentStatusTest {

    private static final VirtualMachineInstanceGuestOSInfo OS =
            VirtualMachineInstanceGuestOSInfoBuilder.builder().id("debian").build();
    private static final String MAC =
            decide(new AgentState.NotConnected()).interfaces().getFirst().mac();
    private static final AgentState ANSWERING =
            new AgentState.Answering(
                    OS,
                    List.of(
                            new AgentInterface("eth0", MAC, List.of("10.0.2.2")),
                            new AgentInterface(
                                    "docker0", "02:42:00:00:00:01", List.of("172.17.0.1"))));

    @Test
    void withoutAnAgentNothingIsSaidOfOne() {
        VirtualMachineInstanceStatus status = decide(new AgentState.NotConnected());

        assertThat(connected(status)).isFalse();
        assertThat(status.guestOSInfo()).isNull();
        assertThat(status.interfaces())
                .extracting(VirtualMachineInstanceNetworkInterface::infoSource)
                .containsExactly("domain");
    }

    @Test
    void anAgentNamesTheSystemAndTheInterfaces() {
        VirtualMachineInstanceStatus status = decide(ANSWERING);

        assertThat(connected(status)).isTrue();
        assertThat(status.guestOSInfo()).isEqualTo(OS);
        assertThat(status.interfaces())
                .extracting(
                        nic ->
                                "%s|%s|%s|%s"
                                        .formatted(
                                                nic.infoSource(),
                                                nic.name(),
                                                nic.interfaceName(),
                                                nic.ipAddress()))
                .containsExactly(
                        "domain, guest-agent|default|eth0|10.42.0.7",
                        "guest-agent|null|docker0|172.17.0.1");
    }

    @Test
    void anAgentThatFallsSilentTakesNothingBackThatItSaid() {
        VirtualMachineInstanceStatus told = decide(ANSWERING);

        assertThat(decide(told, new AgentState.Silent())).isEqualTo(told);
    }

    @Test
    void aFreezeIsShownAndTakesNothingElseBack() {
        VirtualMachineInstanceStatus told = decide(ANSWERING);

        VirtualMachineInstanceStatus frozen = decide(told, new AgentState.Frozen());

        assertThat(frozen.fsFreezeStatus()).isEqualTo("frozen");
        assertThat(frozen.guestOSInfo()).isEqualTo(OS);
        assertThat(frozen.interfaces()).isEqualTo(told.interfaces());
        assertThat(decide(frozen, new AgentState.Silent()).fsFreezeStatus()).isEqualTo("frozen");
        assertThat(decide(frozen, ANSWERING)).isEqualTo(told);
    }

    @Test
    void whenTheAgentIsGoneSoIsWhatItSaid() {
        VirtualMachineInstanceStatus told = decide(ANSWERING);

        assertThat(decide(told, new AgentState.NotConnected()))
                .isEqualTo(decide(new AgentState.NotConnected()));
    }

    @Test
    void aGuestWithoutAnAddressIsAskedAgainSoon() {
        AgentState booting =
                new AgentState.Answering(OS, List.of(new AgentInterface("eth0", MAC, List.of())));

        assertThat(again(booting, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
        assertThat(again(ANSWERING, Optional.empty())).isEqualTo(Duration.ofMinutes(1));
        assertThat(again(new AgentState.NotConnected(), Optional.empty()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aFrozenGuestIsLookedAtWhenItIsToThaw() {
        AgentState frozen = new AgentState.Frozen();

        assertThat(again(frozen, Optional.of(NOW.plusSeconds(20))))
                .isEqualTo(Duration.ofSeconds(20));
        assertThat(again(frozen, Optional.of(NOW.plusSeconds(300))))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(again(frozen, Optional.of(NOW))).isEqualTo(Duration.ofSeconds(5));
    }

    private static Duration again(AgentState agent, Optional<Instant> thawAt) {
        return GuestDecider.decide(
                        in(VmiPhase.RUNNING, Views.RUNNING)
                                .observation(Optional.of(Views.observation(true, agent)))
                                .thawAt(thawAt)
                                .build())
                .again()
                .orElseThrow();
    }

    private static boolean connected(VirtualMachineInstanceStatus status) {
        return InstanceConditions.of(status.conditions()).isTrue(ConditionType.AGENT_CONNECTED);
    }

    private static VirtualMachineInstanceStatus decide(AgentState agent) {
        return decide(Views.vmi(VmiPhase.RUNNING).status(), agent);
    }

    private static VirtualMachineInstanceStatus decide(
            VirtualMachineInstanceStatus before, AgentState agent) {
        GuestView view =
                in(VmiPhase.RUNNING, Views.RUNNING)
                        .vmi(Optional.of(Views.withStatus(Views.vmi(VmiPhase.RUNNING), before)))
                        .observation(Optional.of(Views.observation(true, agent)))
                        .build();
        return GuestDecider.decide(view).status().orElseThrow();
    }
}
