package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.LauncherLink;
import io.kubevirt.ee.handler.port.LauncherRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The launcher processes of a node. */
public final class SimLaunchers implements LauncherLink {
    private final Map<String, SimLauncher> byPod = new TreeMap<>();
    private final Map<String, Consumer<String>> listeners = new TreeMap<>();
    private final Set<String> changed = new TreeSet<>();
    private long pids = 100;

    SimLauncher start(String podUid, String vmiUid) {
        SimLauncher launcher = new SimLauncher(new LauncherRef(podUid, vmiUid, ++pids, pids));
        byPod.put(podUid, launcher);
        return launcher;
    }

    Optional<SimLauncher> ofPod(String podUid) {
        return Optional.ofNullable(byPod.get(podUid));
    }

    /** Uids of pods that have, or had, a launcher here. */
    List<String> pods() {
        return List.copyOf(byPod.keySet());
    }

    void forget(String podUid) {
        SimLauncher launcher = byPod.remove(podUid);
        if (launcher != null) {
            changed.add(launcher.ref().vmiUid());
        }
    }

    boolean lives(LauncherRef ref) {
        return ofPod(ref.podUid())
                .filter(launcher -> launcher.alive() && launcher.ref().equals(ref))
                .isPresent();
    }

    List<SimLauncher> alive() {
        return byPod.values().stream().filter(SimLauncher::alive).toList();
    }

    void notice(SimLauncher launcher) {
        changed.add(launcher.ref().vmiUid());
    }

    /** Tells the agent which launchers asked to stop or ended; whether any did. */
    public boolean tellNews() {
        if (changed.isEmpty()) {
            return false;
        }
        List<String> news = List.copyOf(changed);
        changed.clear();
        for (String vmiUid : news) {
            listeners.getOrDefault(vmiUid, nobody -> {}).accept(vmiUid);
        }
        return true;
    }

    /** The agent is gone: nobody is told any more. */
    public void forgetListeners() {
        listeners.clear();
    }

    void powerLost() {
        byPod.values().forEach(SimLauncher::die);
        listeners.clear();
        changed.clear();
    }

    @Override
    public Optional<LauncherRef> find(String podUid, String vmiUid) {
        return ofPod(podUid)
                .filter(SimLauncher::alive)
                .map(SimLauncher::ref)
                .filter(ref -> ref.vmiUid().equals(vmiUid));
    }

    @Override
    public Optional<Instant> stopRequestedAt(LauncherRef launcher) {
        return lives(launcher) ? byPod.get(launcher.podUid()).stopRequestedAt() : Optional.empty();
    }

    @Override
    public void guestEnded(LauncherRef launcher, boolean clean, String reason) {
        if (lives(launcher)) {
            byPod.get(launcher.podUid()).guestEnded(clean);
        }
    }

    @Override
    public void watch(LauncherRef launcher, Consumer<String> listener) {
        listeners.put(launcher.vmiUid(), listener);
    }
}
