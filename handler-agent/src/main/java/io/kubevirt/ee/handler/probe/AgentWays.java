package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.agent.AgentCall;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.agent.AgentReplies;
import io.kubevirt.ee.model.agent.AgentRequest;
import io.kubevirt.ee.model.agent.ProgramEnd;
import io.kubevirt.ee.model.agent.UnreadableReply;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.ProbeCheck;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Checks a guest by its agent. What keeps libvirt from asking it is no fault of the guest. */
final class AgentWays {

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
    // The agent's protocol counts in seconds.
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    // A silent agent keeps one of the node's few threads for libvirt that long.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final GuestAgent agents;
    private final InstantSource clock;

    AgentWays(GuestAgent agents, InstantSource clock) {
        this.agents = agents;
        this.clock = clock;
    }

    ProbeOutcome ping(Place place, Duration atMost) {
        return asking(
                place.domain(),
                () -> {
                    ask(place.domain(), AgentCommand.PING, atMost);
                    return new ProbeOutcome.Passed();
                });
    }

    ProbeOutcome run(Place place, ProbeCheck.Exec check, Duration atMost) {
        return check.command().isEmpty()
                ? new ProbeOutcome.Failed("the probe names no program.")
                : asking(place.domain(), () -> run(place.domain(), check, atMost));
    }

    private ProbeOutcome run(DomainView domain, ProbeCheck.Exec check, Duration atMost)
            throws HypervisorRefused {
        Instant until = clock.instant().plus(atMost);
        String program = check.command().getFirst();
        long pause = LOOK_AGAIN_NANOS;
        long pid = AgentReplies.program(ask(domain, AgentCall.run(check.command()), atMost));
        while (true) {
            Optional<ProgramEnd> end =
                    AgentReplies.programEnd(ask(domain, AgentCall.outcome(pid), atMost));
            if (end.isPresent()) {
                return end.get().good()
                        ? new ProbeOutcome.Passed()
                        : new ProbeOutcome.Failed(program + " " + end.get().inWords() + ".");
            }
            if (!clock.instant().isBefore(until)) {
                return new ProbeOutcome.Failed(
                        "%s has not ended within %d s.".formatted(program, atMost.toSeconds()));
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_LOOK_AGAIN_NANOS);
        }
    }

    private ProbeOutcome asking(DomainView domain, Question question) {
        try {
            return question.answer();
        } catch (HypervisorRefused | UnreadableReply refused) {
            return failed(domain, refused.getMessage());
        } catch (HypervisorUnavailable silent) {
            return silent(domain);
        }
    }

    /** While its file systems are frozen an agent refuses to run anything. */
    private ProbeOutcome failed(DomainView domain, String why) {
        try {
            boolean frozen =
                    AgentReplies.frozen(agents.ask(domain, AgentCommand.FREEZE_STATUS, SHORTEST));
            return frozen
                    ? new ProbeOutcome.NotAsked()
                    : new ProbeOutcome.Failed("the guest's agent: " + why + ".");
        } catch (HypervisorRefused | UnreadableReply untold) {
            return new ProbeOutcome.Failed("the guest's agent: " + why + ".");
        } catch (HypervisorUnavailable silent) {
            return silent(domain);
        }
    }

    private ProbeOutcome silent(DomainView domain) {
        try {
            return new ProbeOutcome.Failed(
                    agents.connected(domain)
                            ? "the guest's agent does not answer."
                            : "the guest's agent is not connected.");
        } catch (HypervisorUnavailable libvirtAway) {
            return new ProbeOutcome.NotAsked();
        }
    }

    private String ask(DomainView domain, AgentRequest request, Duration atMost)
            throws HypervisorRefused {
        Duration within = atMost.compareTo(LONGEST) > 0 ? LONGEST : atMost;
        return agents.ask(domain, request, within.compareTo(SHORTEST) < 0 ? SHORTEST : within);
    }

    @FunctionalInterface
    private interface Question {
        ProbeOutcome answer() throws HypervisorRefused;
    }
}
