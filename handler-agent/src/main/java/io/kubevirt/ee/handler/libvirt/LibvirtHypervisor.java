package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.libvirt.LibvirtNative.NativeRefusal;
import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.GuestStatistics;
import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.node.NodeCapabilities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** The node's libvirtd as {@link Hypervisor}. */
public final class LibvirtHypervisor implements Hypervisor, AutoCloseable {

    private static final Duration CHANGE_DEADLINE = Duration.ofSeconds(15);
    private static final Duration START_DEADLINE = Duration.ofSeconds(120);
    private static final int MOST_CALLS = 64;

    private static final int START_PAUSED = 1;
    private final DeadlineCalls deadlines = new DeadlineCalls(MOST_CALLS);
    private final LibvirtConnection connection;
    private final LibvirtCalls calls;
    private final DomainReader reader;
    private final Duration changeDeadline;

    /**
     * @param uri libvirt's URI
     * @param runDirectory libvirtd's run directory as the agent sees it
     * @param domainChanged gets the name of a domain, ours or not, that changed; must not wait
     * @param connected runs after each connect: events were missed until now
     */
    public LibvirtHypervisor(
            String uri, Path runDirectory, Consumer<String> domainChanged, Runnable connected) {
        this(uri, runDirectory, domainChanged, connected, CHANGE_DEADLINE);
    }

    LibvirtHypervisor(
            String uri,
            Path runDirectory,
            Consumer<String> domainChanged,
            Runnable connected,
            Duration changeDeadline) {
        this.changeDeadline = changeDeadline;
        this.connection = new LibvirtConnection(uri, deadlines, domainChanged, connected);
        this.calls = new LibvirtCalls(deadlines, connection);
        this.reader = new DomainReader(new QemuPid(runDirectory, Path.of("/proc")));
    }

    /** Starts connecting; returns at once. */
    public void start() {
        connection.start();
    }

    /** Libvirt's version as it writes it, such as 11.3.0; asks libvirtd. */
    public String version() {
        return inWords(calls.look("version of libvirt", Connect::getLibVersion));
    }

    /** Qemu's version as it writes it; asks libvirtd. */
    public String qemuVersion() {
        return inWords(calls.look("version of qemu", Connect::getVersion));
    }

    private static String inWords(long version) {
        return "%d.%d.%d".formatted(version / 1_000_000, version / 1000 % 1000, version % 1000);
    }

    /** What the node can run by that accelerator; asks libvirtd. */
    public NodeCapabilities capabilities(Accelerator accelerator) {
        String type =
                switch (accelerator) {
                    case KVM -> "kvm";
                    case EMULATION -> "qemu";
                };
        return calls.look(
                "capabilities of the node",
                connect -> {
                    try {
                        return CapabilityCalls.ask(connect, type);
                    } catch (NativeRefusal refused) {
                        throw new HypervisorUnavailable(refused.getMessage(), refused);
                    }
                });
    }

    /** The agents inside the guests that run on it. */
    public GuestAgent agents() {
        return new LibvirtGuestAgent(deadlines, connection, reader, " agent");
    }

    /**
     * The same for probes, which neither wait for the look at a guest nor keep it waiting here;
     * libvirt asks an agent one thing after the other.
     */
    public GuestAgent probedAgents() {
        return new LibvirtGuestAgent(deadlines, connection, reader, " probed agent");
    }

    /** Figures of the guests that run on it. */
    public GuestStatistics statistics() {
        return new BulkStatistics(deadlines, connection);
    }

    /** Since when there is a connection that is not known to be lost. */
    public Optional<Instant> connectedSince() {
        return connection.connectedSince();
    }

    /** Whether there is a connection that is not known to be lost; asks nobody. */
    public boolean isConnected() {
        return connection.isConnected();
    }

    @Override
    public List<DomainView> domains() {
        return calls.look(
                "list of domains",
                connect -> {
                    List<DomainView> ours = new ArrayList<>();
                    for (Domain domain : connect.listAllDomains(0)) {
                        DomainReader.freeing(domain, reader::view).ifPresent(ours::add);
                    }
                    return List.copyOf(ours);
                });
    }

    @Override
    public Optional<DomainView> find(String name) {
        return calls.look(
                "look at domain " + name,
                connect -> {
                    Optional<Domain> found =
                            DomainReader.existing(() -> connect.domainLookupByName(name));
                    return found.isPresent()
                            ? DomainReader.freeing(found.get(), reader::view)
                            : Optional.empty();
                });
    }

    @Override
    public Optional<String> machineType(DomainView domain) {
        return calls.look(
                "machine type of domain " + domain.name(),
                connect -> {
                    Optional<Domain> found =
                            DomainReader.existing(
                                    () -> connect.domainLookupByUUIDString(domain.uuid()));
                    return found.isPresent()
                            ? DomainReader.freeing(
                                    found.get(), d -> MachineType.in(d.getXMLDesc(0)))
                            : Optional.empty();
                });
    }

    @Override
    public void startPaused(String name, String xml) throws HypervisorRefused {
        calls.change(
                name,
                "start of domain " + name,
                START_DEADLINE,
                connect -> {
                    if (mayDefine(connect, name)) {
                        DomainReader.freeing(
                                connect.domainDefineXML(xml),
                                d -> Integer.valueOf(d.create(START_PAUSED)));
                    }
                    return true;
                });
    }

    @Override
    public void resume(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), DomainChange.RESUME);
    }

    @Override
    public void suspend(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), DomainChange.PAUSE);
    }

    @Override
    public void reset(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), DomainChange.RESET);
    }

    @Override
    public void reboot(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), DomainChange.REBOOT);
    }

    @Override
    public void pressPowerButton(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), DomainChange.SHUTDOWN);
    }

    @Override
    public void destroy(DomainView domain) throws HypervisorRefused {
        // A lane of its own: this is what frees a domain whose qemu keeps another call waiting.
        change(domain, domain.name() + " destroy", DomainChange.DESTROY);
    }

    @Override
    public void undefine(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), DomainChange.UNDEFINE);
    }

    /**
     * Connects a socket to the VNC server of a domain of ours.
     *
     * @param name the domain's name
     * @param vmiUid uid of the VMI it has to be of
     * @param descriptor one end of a connected socket; stays the caller's to close
     * @throws IOException when there is no such domain, it is off, or has no graphics
     */
    public void openGraphics(String name, String vmiUid, int descriptor) throws IOException {
        try {
            deadlines.call(
                    name + " graphics",
                    "graphics of domain " + name,
                    changeDeadline,
                    () -> connection.with(connect -> open(connect, name, vmiUid, descriptor)));
        } catch (Exception failed) {
            throw new IOException(
                    "graphics of domain " + name + ": " + failed.getMessage(), failed);
        }
    }

    /** Ends the connection; guests go on. */
    @Override
    public void close() {
        connection.close();
        deadlines.close();
    }

    /** A domain of that name may be defined: none is there, or ours that is off. */
    private boolean mayDefine(Connect connect, String name) throws LibvirtException {
        Optional<Domain> found = DomainReader.existing(() -> connect.domainLookupByName(name));
        if (found.isEmpty()) {
            return true;
        }
        Optional<DomainView> ours = DomainReader.freeing(found.get(), reader::view);
        if (ours.isEmpty()) {
            throw new LibvirtCalls.NameTaken(name);
        }
        return ours.get().state() instanceof DomainState.Off;
    }

    private void change(DomainView domain, String lane, DomainChange change)
            throws HypervisorRefused {
        calls.change(
                lane,
                change.what() + " of domain " + domain.name(),
                changeDeadline,
                connect -> {
                    Optional<Domain> found =
                            DomainReader.existing(
                                    () -> connect.domainLookupByUUIDString(domain.uuid()));
                    if (found.isPresent()) {
                        DomainReader.freeing(
                                found.get(), d -> applyIfOurs(d, domain.vmiUid(), change));
                    }
                    return true;
                });
    }

    private boolean applyIfOurs(Domain found, String vmiUid, DomainChange change)
            throws LibvirtException {
        if (reader.owner(found).filter(owner -> owner.vmiUid().equals(vmiUid)).isEmpty()) {
            return false; // it became somebody else's since it was looked at
        }
        try {
            change.apply(found);
            return true;
        } catch (LibvirtException e) {
            return switch (LibvirtErrors.meaning(e)) {
                case NO_SUCH_DOMAIN -> true;
                case WRONG_STATE, MAY_PASS -> {
                    // A change that finds its work done counts as done.
                    if (change.isDone(reader.state(found))) {
                        yield true;
                    }
                    throw e;
                }
                case NOT_OURS, UNAVAILABLE, NEVER -> throw e;
            };
        }
    }

    private boolean open(Connect connect, String name, String vmiUid, int descriptor)
            throws LibvirtException {
        return DomainReader.freeing(
                connect.domainLookupByName(name),
                domain -> {
                    if (reader.owner(domain).filter(o -> o.vmiUid().equals(vmiUid)).isEmpty()) {
                        throw new HypervisorUnavailable("it is not of VMI " + vmiUid);
                    }
                    try {
                        LibvirtNative.openGraphics(domain, descriptor);
                        return true;
                    } catch (NativeRefusal refused) {
                        throw new HypervisorUnavailable(refused.getMessage(), refused);
                    }
                });
    }
}
