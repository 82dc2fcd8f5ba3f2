package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.libvirt.LibvirtNative.DomainStatistics;
import io.kubevirt.ee.handler.libvirt.LibvirtNative.NativeRefusal;
import io.kubevirt.ee.handler.port.GuestStatistics;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.libvirt.Connect;

/**
 * Libvirt's bulk statistics: one call for all domains. Libvirt passes over a domain whose qemu
 * another call is waiting for, but the first call after a qemu stopped answering waits itself; it
 * is left behind, and the next one, on another lane, passes over. When every lane is taken by such
 * calls, what libvirt knows without asking any qemu is all there is.
 */
final class BulkStatistics implements GuestStatistics {

    /** Four of them are less than what a scraper waits. */
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static final int LANES = 3;

    // virDomainStatsTypes
    private static final int CPU = 1 << 1;
    private static final int BALLOON = 1 << 2;
    private static final int VCPU = 1 << 3;
    private static final int INTERFACE = 1 << 4;
    private static final int BLOCK = 1 << 5;
    private static final int ALL = CPU | BALLOON | VCPU | INTERFACE | BLOCK;
    private static final int WITHOUT_QEMU = CPU | INTERFACE;

    /** What was learned on one connection. */
    private record Learned(Connect on, DomainOwners owners) {}

    private final DeadlineCalls calls;
    private final LibvirtConnection connection;
    private volatile Learned learned = new Learned(null, new DomainOwners());

    /**
     * @param calls where calls that do not return are left behind
     * @param connection to the node's libvirtd
     */
    BulkStatistics(DeadlineCalls calls, LibvirtConnection connection) {
        this.calls = calls;
        this.connection = connection;
    }

    @Override
    public List<Figures> read() {
        for (int lane = 0; lane < LANES; lane++) {
            Optional<List<Figures>> figures = tryRead("statistics " + lane, ALL);
            if (figures.isPresent()) {
                return figures.get();
            }
        }
        return tryRead("statistics without qemu", WITHOUT_QEMU)
                .orElseThrow(
                        () ->
                                new HypervisorUnavailable(
                                        "statistics of guests: libvirt does not answer"));
    }

    private Optional<List<Figures>> tryRead(String lane, int groups) {
        try {
            return Optional.of(
                    calls.call(lane, lane, DEADLINE, () -> connection.with(c -> ask(c, groups))));
        } catch (HypervisorUnavailable late) {
            if (!connection.isConnected()) {
                throw late;
            }
            return Optional.empty();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException(lane, failed);
        }
    }

    private List<Figures> ask(Connect connect, int groups) {
        DomainOwners owners = ownersOn(connect);
        try {
            List<DomainStatistics> domains = LibvirtNative.statistics(connect, groups, owners);
            owners.retain(
                    domains.stream().map(DomainStatistics::instance).collect(Collectors.toSet()));
            return domains.stream().flatMap(domain -> figures(domain).stream()).toList();
        } catch (NativeRefusal refused) {
            throw new HypervisorUnavailable(
                    "statistics of guests: " + refused.getMessage(), refused);
        }
    }

    private DomainOwners ownersOn(Connect connect) {
        Learned now = learned;
        if (now.on() != connect) {
            now = new Learned(connect, new DomainOwners());
            learned = now;
        }
        return now.owners();
    }

    private static Optional<Figures> figures(DomainStatistics domain) {
        return domain.owner()
                .map(
                        owner ->
                                new Figures(
                                        domain.name(),
                                        owner.vmiUid(),
                                        owner.podUid(),
                                        domain.values()));
    }
}
