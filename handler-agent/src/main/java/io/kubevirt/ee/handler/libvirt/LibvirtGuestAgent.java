package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.agent.AgentRequest;
import io.kubevirt.ee.model.guest.DomainView;
import java.time.Duration;
import java.util.Optional;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/**
 * The agents inside guests, through libvirtd. One that does not answer keeps one call waiting, on a
 * lane that is its guest's alone.
 */
final class LibvirtGuestAgent implements GuestAgent {

    private static final Duration LOOK_DEADLINE = Duration.ofSeconds(5);
    // Libvirt first waits five seconds for the agent to wake up, and says itself that it was late.
    private static final Duration LIBVIRTS_OWN = Duration.ofSeconds(7);

    private final DeadlineCalls calls;
    private final LibvirtConnection connection;
    private final DomainReader reader;
    private final String lane;

    /**
     * @param calls where calls that do not return are left behind
     * @param connection to the node's libvirtd
     * @param lane whose calls wait for each other
     */
    LibvirtGuestAgent(
            DeadlineCalls calls, LibvirtConnection connection, DomainReader reader, String lane) {
        this.calls = calls;
        this.connection = connection;
        this.reader = reader;
        this.lane = lane;
    }

    @Override
    public boolean connected(DomainView domain) {
        try {
            return on(
                            domain,
                            lane + "'s channel",
                            LOOK_DEADLINE,
                            d -> AgentChannel.connected(d.getXMLDesc(0)))
                    .orElse(false);
        } catch (LibvirtException e) {
            throw LibvirtErrors.unavailable(e);
        }
    }

    @Override
    public String ask(DomainView domain, AgentRequest command, Duration within)
            throws HypervisorRefused {
        try {
            return on(
                            domain,
                            lane,
                            within.plus(LIBVIRTS_OWN),
                            d -> d.qemuAgentCommand(command.request(), (int) within.toSeconds(), 0))
                    .orElseThrow(() -> gone(domain));
        } catch (LibvirtException e) {
            throw LibvirtErrors.refused(e);
        }
    }

    private static HypervisorRefused gone(DomainView domain) {
        return new HypervisorRefused(
                HypervisorRefused.Kind.MAY_PASS, "domain " + domain.name() + " is gone", null);
    }

    /** What the call says of the domain; empty when it is not there any more. */
    private <T> Optional<T> on(
            DomainView domain, String what, Duration deadline, DomainReader.Step<T> call)
            throws LibvirtException {
        try {
            return calls.call(
                    domain.name() + what,
                    domain.name() + what,
                    deadline,
                    () ->
                            connection.with(
                                    connect -> {
                                        Optional<Domain> found =
                                                DomainReader.existing(
                                                        () ->
                                                                connect.domainLookupByUUIDString(
                                                                        domain.uuid()));
                                        return found.isPresent()
                                                ? DomainReader.freeing(
                                                        found.get(), d -> ifOurs(d, domain, call))
                                                : Optional.empty();
                                    }));
        } catch (LibvirtException | HypervisorUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(domain.name() + what, e);
        }
    }

    private <T> Optional<T> ifOurs(Domain found, DomainView domain, DomainReader.Step<T> call)
            throws LibvirtException {
        boolean ours =
                reader.owner(found)
                        .filter(owner -> owner.vmiUid().equals(domain.vmiUid()))
                        .isPresent();
        return ours ? Optional.of(call.on(found)) : Optional.empty();
    }
}
