package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.agent.AgentCall;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.domain.DomainIdentity;
import io.kubevirt.ee.model.domain.DomainRequest;
import io.kubevirt.ee.model.domain.DomainXml;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.guest.GuestAction;
import io.kubevirt.ee.model.guest.GuestAction.Adopt;
import io.kubevirt.ee.model.guest.GuestAction.Confirm;
import io.kubevirt.ee.model.guest.GuestAction.Destroy;
import io.kubevirt.ee.model.guest.GuestAction.GrantAccess;
import io.kubevirt.ee.model.guest.GuestAction.Prepare;
import io.kubevirt.ee.model.guest.GuestAction.PressPowerButton;
import io.kubevirt.ee.model.guest.GuestAction.Release;
import io.kubevirt.ee.model.guest.GuestAction.Resume;
import io.kubevirt.ee.model.guest.GuestAction.SetClock;
import io.kubevirt.ee.model.guest.GuestAction.StartPaused;
import io.kubevirt.ee.model.guest.GuestAction.TellLauncher;
import io.kubevirt.ee.model.guest.GuestAction.Thaw;
import io.kubevirt.ee.model.guest.GuestAction.Undefine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Carries out the actions of one plan, in their order. */
final class GuestActor {

    private static final Logger LOG = System.getLogger(GuestActor.class.getName());

    private static final Duration THAW_DEADLINE = Duration.ofSeconds(10);
    private static final Duration CLOCK_DEADLINE = Duration.ofSeconds(5);

    private final GuestPorts ports;
    private final SeenGuest seen;
    private final AccessKeeper access;
    private final InstantSource clock;
    private Optional<PreparedGuest> prepared = Optional.empty();

    GuestActor(GuestPorts ports, SeenGuest seen, AccessKeeper access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
        this.ports = ports;
        this.seen = seen;
    }

    /** Does one after the other; the first that is refused ends it. */
    void act(List<GuestAction> actions) throws StartRefused {
        try {
            for (GuestAction action : actions) {
                act(action);
            }
        } catch (GuestRefused refused) {
            throw StartRefused.by(refused);
        } catch (HypervisorRefused refused) {
            throw StartRefused.by(refused);
        }
    }

    private void act(GuestAction action) throws GuestRefused, HypervisorRefused, StartRefused {
        switch (action) {
            case Confirm confirm -> throw new IllegalStateException("was looked at live already");
            case Prepare prepare -> prepare();
            case StartPaused start -> startPaused();
            case Adopt(DomainView domain) -> adopt(domain);
            case Resume(DomainView domain) -> ports.hypervisor().resume(domain);
            case Thaw(DomainView domain) -> thaw(domain);
            case SetClock(DomainView domain) -> setClock(domain);
            case GrantAccess(DomainView domain) -> access.grant(vmi(), launcher(), domain);
            case PressPowerButton(DomainView domain) -> pressPowerButton(domain);
            case Destroy(DomainView domain) -> ports.hypervisor().destroy(domain);
            case Undefine(DomainView domain) -> ports.hypervisor().undefine(domain);
            case Release(String uid) -> {
                ports.probes().rest(uid);
                access.forget(uid);
                ports.host().release(uid);
            }
            case TellLauncher(boolean clean, String reason) ->
                    seen.launcher()
                            .ifPresent(ref -> ports.launchers().guestEnded(ref, clean, reason));
        }
    }

    private void prepare() throws GuestRefused, StartRefused {
        try {
            prepared = Optional.of(ports.host().prepare(GuestLooker.order(vmi(), launcher())));
        } catch (IllegalArgumentException unfit) {
            throw StartRefused.by(unfit);
        }
    }

    private void startPaused() throws GuestRefused, HypervisorRefused, StartRefused {
        String xml;
        try {
            xml =
                    DomainXml.of(
                            new DomainRequest(
                                    vmi(),
                                    launcher().podUid(),
                                    prepared.orElseThrow().resources(),
                                    seen.settings().orElseThrow()));
        } catch (IllegalArgumentException unfit) {
            throw StartRefused.by(unfit);
        }
        ports.hypervisor().startPaused(DomainIdentity.name(vmi()), xml);
    }

    private void adopt(DomainView domain) throws GuestRefused {
        if (domain.qemuPid().isEmpty()) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "The process of domain " + domain.name() + " was not found on the node.");
        }
        ports.host().adopt(prepared.orElseThrow(), domain.qemuPid().getAsLong(), launcher());
    }

    /** A guest that cannot be asked is ended when its grace period is over: no reason to stop. */
    private void pressPowerButton(DomainView domain) {
        try {
            ports.hypervisor().pressPowerButton(domain);
        } catch (HypervisorRefused | HypervisorUnavailable deaf) {
            LOG.log(
                    Level.WARNING,
                    "{0}: the guest could not be asked to shut down: {1}",
                    domain.name(),
                    deaf.getMessage());
        }
    }

    /** A guest that does not hear it is asked again: no reason to stop. */
    private void thaw(DomainView domain) {
        try {
            ports.agents().ask(domain, AgentCommand.THAW, THAW_DEADLINE);
            ports.host().rememberThaw(domain.vmiUid(), Optional.empty());
        } catch (HypervisorRefused | HypervisorUnavailable deaf) {
            LOG.log(
                    Level.WARNING,
                    "{0}: the guest could not be asked to thaw: {1}",
                    domain.name(),
                    deaf.getMessage());
        }
    }

    /** Many agents may not, or cannot: the guest runs with the time it has. */
    private void setClock(DomainView domain) {
        try {
            ports.agents().ask(domain, AgentCall.setTime(clock.instant()), CLOCK_DEADLINE);
        } catch (HypervisorRefused | HypervisorUnavailable deaf) {
            LOG.log(
                    Level.INFO,
                    "{0}: the guest''s clock was not set: {1}",
                    domain.name(),
                    deaf.getMessage());
        }
    }

    private VirtualMachineInstance vmi() {
        return seen.view().vmi().orElseThrow();
    }

    private LauncherRef launcher() throws GuestRefused {
        return seen.launcher()
                .orElseThrow(
                        () ->
                                new GuestRefused(
                                        GuestRefused.Kind.MAY_PASS,
                                        "The launcher pod is gone from the node."));
    }
}
