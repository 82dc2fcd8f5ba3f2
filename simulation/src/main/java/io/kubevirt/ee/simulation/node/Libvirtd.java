package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.guest.DomainState.ShuttingDown;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.world.Chance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A libvirtd with its domains and their guests. The guests live on while it is away. */
public final class Libvirtd {
    /** What somebody stopped waiting for, and what it is about. */
    private record Late(String lane, Runnable effect) {}

    private final Chance chance;
    private final Map<String, DomainView> domains = new TreeMap<>();
    private final Set<String> deaf = new HashSet<>();
    private final List<Late> late = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> strangers = new HashSet<>();
    private boolean away;
    private long pids = 1000;
    private long starts;

    Libvirtd(Chance chance) {
        this.chance = chance;
    }

    /** Goes away or comes back; what is under way is then done or lost. */
    public void away(boolean isAway) {
        away = isAway;
        for (Late one : List.copyOf(late)) {
            if (!chance.faultsAllowed() || chance.onceIn(2)) {
                one.effect().run();
            }
        }
        late.clear();
    }

    /** Whether it is away. */
    public boolean isAway() {
        return away;
    }

    /** The truth, whether it answers or not. */
    public List<DomainView> domains() {
        return List.copyOf(domains.values());
    }

    Optional<DomainView> find(String name) {
        return Optional.ofNullable(domains.get(name));
    }

    /** How many times a qemu was started. */
    public long starts() {
        return starts;
    }

    /** What was done to it that must never be done, since the last call. */
    public List<String> takeMistakes() {
        return take(mistakes);
    }

    /** Names of domains that changed since the last call: what its events tell. */
    public List<String> takeEvents() {
        return take(events);
    }

    private static List<String> take(List<String> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<String> taken = List.copyOf(all);
        all.clear();
        return taken;
    }

    /** A domain without our metadata appears under a name, unless one of ours has it. */
    public boolean strangerComes(String name) {
        return !domains.containsKey(name) && strangers.add(name);
    }

    /** Whoever owns the strangers' domains removes one. */
    public void strangerLeaves(String name) {
        strangers.remove(name);
    }

    boolean strangerHas(String name) {
        return strangers.contains(name);
    }

    boolean busy(String lane) {
        return late.stream().anyMatch(one -> one.lane().equals(lane));
    }

    void later(String lane, Runnable effect) {
        late.add(new Late(lane, effect));
    }

    /** Does one thing that was asked for long ago, if there is one. */
    public boolean workLate() {
        if (late.isEmpty() || away) {
            return false;
        }
        late.remove(chance.below(late.size())).effect().run();
        return true;
    }

    void define(String name, String vmiUid, String podUid, OffCause state) {
        DomainView known = domains.get(name);
        if (known != null && known.qemuPid().isPresent()) {
            mistakes.add("domain " + name + " is started while it runs");
            return;
        }
        domains.put(
                name,
                new DomainView(
                        name,
                        "uuid of " + name,
                        vmiUid,
                        podUid,
                        new Off(state),
                        OptionalLong.empty()));
    }

    /** Starts a defined domain; without its definition, or started by now, nothing happens. */
    void start(String name, String vmiUid) {
        DomainView defined = domains.get(name);
        if (defined == null || !defined.vmiUid().equals(vmiUid) || defined.qemuPid().isPresent()) {
            return;
        }
        starts++;
        String key = name + " " + ++pids;
        if (chance.onceIn(6)) {
            deaf.add(key);
        }
        put(defined, new Paused(PauseCause.ON_REQUEST), OptionalLong.of(pids));
    }

    void resume(DomainView domain) {
        same(domain)
                .filter(d -> d.state() instanceof Paused)
                .ifPresent(d -> put(d, new Running(), d.qemuPid()));
    }

    /** A guest whose CPUs run and that listens is about to end; one that boots does not listen. */
    void pressPowerButton(DomainView domain) {
        same(domain)
                .filter(d -> d.state() instanceof Running)
                .filter(d -> !deaf.contains(d.name() + " " + d.qemuPid().orElseThrow()))
                .filter(d -> !chance.onceIn(3))
                .ifPresent(d -> put(d, new ShuttingDown(), d.qemuPid()));
    }

    void destroy(DomainView domain) {
        late.removeIf(one -> one.lane().equals(domain.name()));
        same(domain).ifPresent(d -> ends(d, OffCause.DESTROYED));
    }

    void undefine(DomainView domain) {
        Optional<DomainView> found = same(domain);
        if (found.isPresent() && found.get().qemuPid().isPresent()) {
            mistakes.add("domain " + domain.name() + " is undefined while it runs");
        }
        found.ifPresent(d -> domains.remove(d.name()));
    }

    /** Something is done to a domain that is not ours. */
    void strangerTouched(String name) {
        mistakes.add("the stranger's domain " + name + " was touched");
    }

    private Optional<DomainView> same(DomainView domain) {
        return find(domain.name()).filter(d -> d.vmiUid().equals(domain.vmiUid()));
    }

    /** Ends a domain's qemu, if it lives. */
    public void ends(DomainView domain, OffCause cause) {
        same(domain)
                .filter(d -> d.qemuPid().isPresent())
                .ifPresent(d -> put(d, new Off(cause), OptionalLong.empty()));
    }

    /** Pauses a guest, not through us. */
    public void pause(DomainView domain, PauseCause cause) {
        same(domain)
                .filter(d -> d.state() instanceof Running)
                .ifPresent(d -> put(d, new Paused(cause), d.qemuPid()));
    }

    /** Lets a guest run again, not through us. */
    public void unpause(DomainView domain) {
        resume(domain);
    }

    /** Guests that shut themselves down are done; whether there was one. */
    public boolean endLeavingGuests() {
        List<DomainView> leaving =
                domains.values().stream().filter(d -> d.state() instanceof ShuttingDown).toList();
        leaving.forEach(d -> ends(d, OffCause.SHUTDOWN));
        return !leaving.isEmpty();
    }

    /** The node loses its power: definitions stay, and nobody knows how the guests ended. */
    void powerLost() {
        late.clear();
        domains().forEach(d -> put(d, new Off(OffCause.UNKNOWN), OptionalLong.empty()));
        events.clear();
    }

    private void put(DomainView domain, DomainState state, OptionalLong pid) {
        domains.put(
                domain.name(),
                new DomainView(
                        domain.name(),
                        domain.uuid(),
                        domain.vmiUid(),
                        domain.podUid(),
                        state,
                        pid));
        events.add(domain.name());
    }
}
