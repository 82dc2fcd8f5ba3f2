package io.kubevirt.ee.handler.operation;

import com.google.gson.JsonParseException;
import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.ThawTimes;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.agent.AgentReplies;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.FreezeUnfreezeTimeout;
import io.kubevirt.ee.runtime.kube.KubeJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Freezes the file systems of a guest and thaws them. When a freeze has to end by itself is written
 * down before it begins: the reconciler ends it, also after a restart.
 */
public final class FileSystemFreeze {

    private static final Duration STATUS_DEADLINE = Duration.ofSeconds(5);
    // Everything that waits in the guest's memory is written first.
    private static final Duration FREEZE_DEADLINE = Duration.ofSeconds(15);

    private final GuestAgent agents;
    private final ThawTimes times;
    private final InstantSource clock;

    /**
     * @param agents who freezes
     * @param times where the end of a freeze is remembered
     * @param clock the node's wall clock
     */
    public FileSystemFreeze(GuestAgent agents, ThawTimes times, InstantSource clock) {
        this.agents = agents;
        this.times = times;
        this.clock = clock;
    }

    void freeze(DomainView domain, String body) throws OperationRefused, HypervisorRefused {
        Duration longest = timeout(body);
        boolean frozen =
                AgentReplies.frozen(
                        agents.ask(domain, AgentCommand.FREEZE_STATUS, STATUS_DEADLINE));
        Optional<Instant> end =
                longest.isPositive()
                        ? Optional.of(clock.instant().plus(longest))
                        : Optional.empty();
        times.rememberThaw(domain.vmiUid(), end);
        if (frozen) {
            return;
        }
        try {
            agents.ask(domain, AgentCommand.FREEZE, FREEZE_DEADLINE);
        } catch (HypervisorRefused refused) {
            thawAfterAll(domain, refused);
            throw refused;
        }
    }

    /** Who is told that it failed does not expect a guest that stands still. */
    private void thawAfterAll(DomainView domain, HypervisorRefused why) {
        try {
            unfreeze(domain);
        } catch (HypervisorRefused deaf) {
            why.addSuppressed(deaf);
        }
    }

    void unfreeze(DomainView domain) throws HypervisorRefused {
        agents.ask(domain, AgentCommand.THAW, FREEZE_DEADLINE);
        times.rememberThaw(domain.vmiUid(), Optional.empty());
    }

    private static Duration timeout(String body) throws OperationRefused {
        try {
            FreezeUnfreezeTimeout options =
                    KubeJson.gson().fromJson(body, FreezeUnfreezeTimeout.class);
            return Optional.ofNullable(options)
                    .flatMap(FreezeUnfreezeTimeout::duration)
                    .orElseThrow(
                            () ->
                                    OperationRefused.badRequest(
                                            "Unfreeze timeout in freeze request is not set"));
        } catch (JsonParseException | IllegalArgumentException unreadable) {
            throw OperationRefused.badRequest(
                    "failed to unmarshal unfreeze timeout: " + unreadable.getMessage());
        }
    }
}
