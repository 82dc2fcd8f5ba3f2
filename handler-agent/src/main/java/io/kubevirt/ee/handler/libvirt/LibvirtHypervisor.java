package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.libvirt.LibvirtErrors.Meaning;
import io.kubevirt.ee.handler.libvirt.LibvirtNative.NativeRefusal;
import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** The node's libvirtd as {@link Hypervisor}. */
public final class LibvirtHypervisor implements Hypervisor, AutoCloseable {

    private static final Duration LOOK_DEADLINE = Duration.ofSeconds(20);
    private static final Duration CHANGE_DEADLINE = Duration.ofSeconds(30);
    private static final Duration START_DEADLINE = Duration.ofSeconds(120);
    private static final int MOST_CALLS = 64;

    private static final int START_PAUSED = 1;
    private static final int METADATA_ELEMENT = 2;
    private static final String METADATA_NAMESPACE = "http://kubevirt.io";
    // Saved state, snapshots' and checkpoints' metadata, NVRAM: nothing may keep a definition.
    private static final int UNDEFINE_ALL = 1 | 2 | 4 | 16;

    private final DeadlineCalls calls = new DeadlineCalls(MOST_CALLS);
    private final LibvirtConnection connection;
    private final QemuPid qemuPid;

    /**
     * @param uri libvirt's URI
     * @param runDirectory libvirtd's run directory as the agent sees it
     * @param domainChanged gets the name of a domain, ours or not, that changed; must not wait
     * @param connected runs after each connect: events were missed until now
     */
    public LibvirtHypervisor(
            String uri, Path runDirectory, Consumer<String> domainChanged, Runnable connected) {
        this.connection = new LibvirtConnection(uri, calls, domainChanged, connected);
        this.qemuPid = new QemuPid(runDirectory, Path.of("/proc"));
    }

    /** Starts connecting; returns at once. */
    public void start() {
        connection.start();
    }

    /** Libvirt's version as it writes it, such as 11.3.0; asks libvirtd. */
    public String version() {
        long version = look("version of libvirt", Connect::getLibVersion);
        return "%d.%d.%d".formatted(version / 1_000_000, version / 1000 % 1000, version % 1000);
    }

    /** Whether there is a connection that is not known to be lost; asks nobody. */
    public boolean isConnected() {
        return connection.isConnected();
    }

    @Override
    public List<DomainView> domains() {
        return look(
                "list of domains",
                connect -> {
                    List<DomainView> ours = new ArrayList<>();
                    for (Domain domain : connect.listAllDomains(0)) {
                        freeing(domain, this::view).ifPresent(ours::add);
                    }
                    return List.copyOf(ours);
                });
    }

    @Override
    public Optional<DomainView> find(String name) {
        return look(
                "look at domain " + name,
                connect -> {
                    Optional<Domain> found = existing(() -> connect.domainLookupByName(name));
                    return found.isPresent() ? freeing(found.get(), this::view) : Optional.empty();
                });
    }

    @Override
    public void startPaused(String name, String xml) throws HypervisorRefused {
        change(
                name,
                "start of domain " + name,
                START_DEADLINE,
                connect -> {
                    if (mayDefine(connect, name)) {
                        freeing(
                                connect.domainDefineXML(xml),
                                d -> Integer.valueOf(d.create(START_PAUSED)));
                    }
                    return true;
                });
    }

    @Override
    public void resume(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), "resume", Domain::resume);
    }

    @Override
    public void pressPowerButton(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), "shutdown", Domain::shutdown);
    }

    @Override
    public void destroy(DomainView domain) throws HypervisorRefused {
        // A lane of its own: this is what frees a domain whose qemu keeps another call waiting.
        change(domain, domain.name() + " destroy", "destroy", Domain::destroy);
    }

    @Override
    public void undefine(DomainView domain) throws HypervisorRefused {
        change(domain, domain.name(), "undefine", d -> d.undefine(UNDEFINE_ALL));
    }

    /** Ends the connection; guests go on. */
    @Override
    public void close() {
        connection.close();
        calls.close();
    }

    private interface Step<T> {
        T on(Domain domain) throws LibvirtException;
    }

    private interface Change {
        void on(Domain domain) throws LibvirtException;
    }

    private interface Lookup {
        Domain find() throws LibvirtException;
    }

    /** A domain of that name may be defined: none is there, or ours that is off. */
    private boolean mayDefine(Connect connect, String name) throws LibvirtException {
        Optional<Domain> found = existing(() -> connect.domainLookupByName(name));
        if (found.isEmpty()) {
            return true;
        }
        Optional<DomainView> ours = freeing(found.get(), this::view);
        if (ours.isEmpty()) {
            throw new NameTaken(name);
        }
        return ours.get().state() instanceof DomainState.Off;
    }

    private void change(DomainView domain, String lane, String what, Change change)
            throws HypervisorRefused {
        change(
                lane,
                what + " of domain " + domain.name(),
                CHANGE_DEADLINE,
                connect -> {
                    Optional<Domain> found =
                            existing(() -> connect.domainLookupByUUIDString(domain.uuid()));
                    if (found.isPresent()) {
                        freeing(found.get(), d -> applyIfOurs(d, domain.vmiUid(), change));
                    }
                    return true;
                });
    }

    private boolean applyIfOurs(Domain found, String vmiUid, Change change)
            throws LibvirtException {
        if (owner(found).filter(owner -> owner.vmiUid().equals(vmiUid)).isEmpty()) {
            return false; // it became somebody else's since it was looked at
        }
        try {
            change.on(found);
            return true;
        } catch (LibvirtException e) {
            return switch (LibvirtErrors.meaning(e)) {
                case NO_SUCH_DOMAIN -> true;
                case WRONG_STATE -> settledAnyway(found, e);
                case NOT_OURS, UNAVAILABLE, NEVER, MAY_PASS -> throw e;
            };
        }
    }

    /** A change that finds its work done counts as done; the next look shows what is so. */
    private boolean settledAnyway(Domain domain, LibvirtException refusal) throws LibvirtException {
        return switch (state(domain)) {
            case DomainState.Off off -> true;
            case DomainState.Running running -> true;
            case DomainState.ShuttingDown ending -> true;
            case DomainState.Paused paused -> throw refusal;
        };
    }

    private Optional<DomainView> view(Domain domain) throws LibvirtException {
        Optional<DomainOwner> owner = owner(domain);
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        String name = domain.getName();
        String uuid = domain.getUUIDString();
        DomainState state = state(domain);
        OptionalLong pid =
                state instanceof DomainState.Off ? OptionalLong.empty() : qemuPid.of(name, uuid);
        return Optional.of(
                new DomainView(name, uuid, owner.get().vmiUid(), owner.get().podUid(), state, pid));
    }

    private static Optional<DomainOwner> owner(Domain domain) throws LibvirtException {
        try {
            return DomainOwner.parse(domain.getMetadata(METADATA_ELEMENT, METADATA_NAMESPACE, 0));
        } catch (LibvirtException e) {
            return switch (LibvirtErrors.meaning(e)) {
                case NOT_OURS, NO_SUCH_DOMAIN -> Optional.empty();
                case WRONG_STATE, UNAVAILABLE, NEVER, MAY_PASS -> throw e;
            };
        }
    }

    private static DomainState state(Domain domain) {
        try {
            return DomainStates.of(LibvirtNative.state(domain));
        } catch (NativeRefusal e) {
            if (LibvirtErrors.meaning(e) == Meaning.NO_SUCH_DOMAIN) {
                // Removed between two questions: it is off, and the next look does not show it.
                return new DomainState.Off(DomainState.OffCause.UNKNOWN);
            }
            throw new HypervisorUnavailable("libvirt: " + e.getMessage(), e);
        }
    }

    private static Optional<Domain> existing(Lookup lookup) throws LibvirtException {
        try {
            return Optional.ofNullable(lookup.find());
        } catch (LibvirtException e) {
            if (LibvirtErrors.meaning(e) == Meaning.NO_SUCH_DOMAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> T freeing(Domain domain, Step<T> step) throws LibvirtException {
        try {
            return step.on(domain);
        } finally {
            domain.free();
        }
    }

    private <T> T look(String what, LibvirtConnection.Call<T> call) {
        try {
            return calls.call(what, LOOK_DEADLINE, () -> connection.with(call));
        } catch (LibvirtException e) {
            throw LibvirtErrors.unavailable(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    private void change(
            String lane, String what, Duration deadline, LibvirtConnection.Call<Boolean> call)
            throws HypervisorRefused {
        try {
            calls.call(lane, what, deadline, () -> connection.with(call));
        } catch (LibvirtException e) {
            throw LibvirtErrors.refused(e);
        } catch (NameTaken e) {
            throw new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, e.getMessage(), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    /** A stranger's domain has the name that ours would have. */
    private static final class NameTaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NameTaken(String name) {
            super("libvirt on this node has a domain named " + name + " that is not KubeVirt's");
        }
    }
}
