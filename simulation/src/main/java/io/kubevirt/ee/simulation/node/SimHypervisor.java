package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.world.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A libvirtd with its guests, kept in memory. The guests live on while it is away. Every change it
 * is asked for is a point where the agent may die.
 */
public final class SimHypervisor implements Hypervisor {
    private static final Pattern VMI_UID = Pattern.compile("<(?:\\w+:)?uid>([^<]+)</");
    private static final Pattern POD_UID = Pattern.compile("<(?:\\w+:)?podUid>([^<]+)</");

    private final Map<String, DomainView> domains = new TreeMap<>();
    private final List<String> ended = new ArrayList<>();
    private final Chance chance;
    private Optional<String> stranger = Optional.empty();
    private boolean strangerTouched;
    private boolean away;
    private long pids = 1000;
    private long starts;

    /**
     * @param chance decides where the agent dies
     */
    public SimHypervisor(Chance chance) {
        this.chance = chance;
    }

    /** Whether libvirtd is away; its guests run on. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** Whether libvirtd is away. */
    public boolean isAway() {
        return away;
    }

    /** The truth, whether libvirtd answers or not. */
    public List<DomainView> truth() {
        return new ArrayList<>(domains.values());
    }

    /** A domain without our metadata appears under a name. */
    public void strangerNamed(String name) {
        stranger = Optional.of(name);
    }

    /** Whoever owns the stranger's domain removes it. */
    public void strangerLeaves() {
        stranger = Optional.empty();
    }

    /** Whether nobody did anything to the stranger's domain. */
    public boolean strangersUntouched() {
        return !strangerTouched;
    }

    /** How many times a qemu was started. */
    public long starts() {
        return starts;
    }

    /** Names of domains that ended since the last call: what libvirt's events tell. */
    public List<String> takeEnded() {
        List<String> taken = new ArrayList<>(ended);
        ended.clear();
        return taken;
    }

    /** Ends a domain's qemu from outside of libvirt's API. */
    public void end(String name, OffCause cause) {
        ended.add(name);
        domains.computeIfPresent(name, (n, domain) -> with(domain, new DomainState.Off(cause)));
    }

    @Override
    public List<DomainView> domains() {
        requireHere();
        return truth();
    }

    @Override
    public Optional<DomainView> find(String name) {
        requireHere();
        return Optional.ofNullable(domains.get(name));
    }

    @Override
    public void startPaused(String name, String xml) throws HypervisorRefused {
        requireHere();
        if (stranger.filter(name::equals).isPresent()) {
            throw new HypervisorRefused(
                    HypervisorRefused.Kind.MAY_PASS, "domain " + name + " already exists", null);
        }
        DomainView known = domains.get(name);
        if (known != null && known.qemuPid().isPresent()) {
            throw new IllegalStateException("domain " + name + " is started while it runs");
        }
        starts++;
        domains.put(
                name,
                new DomainView(
                        name,
                        "uuid-" + starts,
                        one(VMI_UID, xml),
                        one(POD_UID, xml),
                        new DomainState.Paused(PauseCause.ON_REQUEST),
                        OptionalLong.of(++pids)));
        chance.afterWrite("virt-handler");
    }

    private static String one(Pattern pattern, String xml) {
        Matcher matcher = pattern.matcher(xml);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " in " + xml);
        }
        return matcher.group(1);
    }

    @Override
    public void resume(DomainView domain) {
        change(domain, new DomainState.Running());
    }

    @Override
    public void pressPowerButton(DomainView domain) {
        requireHere();
        // A guest that listens is done a little later; one in three does not listen.
        if (lives(domain.name()) && !chance.onceIn(3)) {
            end(domain.name(), OffCause.SHUTDOWN);
        }
        chance.afterWrite("virt-handler");
    }

    @Override
    public void destroy(DomainView domain) {
        change(domain, new DomainState.Off(OffCause.DESTROYED));
    }

    @Override
    public void undefine(DomainView domain) {
        requireHere();
        noteStranger(domain);
        if (lives(domain.name())) {
            throw new IllegalStateException(
                    "domain " + domain.name() + " is undefined while it runs");
        }
        domains.remove(domain.name());
        chance.afterWrite("virt-handler");
    }

    private void change(DomainView domain, DomainState state) {
        requireHere();
        noteStranger(domain);
        if (lives(domain.name())) {
            domains.put(domain.name(), with(domains.get(domain.name()), state));
        }
        chance.afterWrite("virt-handler");
    }

    private void noteStranger(DomainView domain) {
        strangerTouched |=
                stranger.filter(domain.name()::equals).isPresent()
                        && !domains.containsKey(domain.name());
    }

    private boolean lives(String name) {
        return domains.containsKey(name) && domains.get(name).qemuPid().isPresent();
    }

    private static DomainView with(DomainView domain, DomainState state) {
        OptionalLong pid =
                state instanceof DomainState.Off ? OptionalLong.empty() : domain.qemuPid();
        return new DomainView(
                domain.name(), domain.uuid(), domain.vmiUid(), domain.podUid(), state, pid);
    }

    private void requireHere() {
        if (away) {
            throw new HypervisorUnavailable("libvirtd is away");
        }
    }
}
