package io.kubevirt.ee.controller.metrics;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.metrics.Meters;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts VMIs by phase and times their way through the phases, from the changes that a watch shows.
 * Every replica counts, so that a new leader need not look at all; only the leader publishes, so
 * that sums over replicas are right.
 */
public final class VmiFigures {
    private static final int MOST_KINDS = 100;
    private static final String NONE = "<none>";
    private static final List<String> OTHER = Collections.nCopies(3, "<other>");
    private static final List<String> KIND_ANNOTATIONS =
            List.of("vm.kubevirt.io/os", "vm.kubevirt.io/workload", "vm.kubevirt.io/flavor");

    private final Meters meters;
    private final Map<Key, List<String>> seriesOf = new HashMap<>();
    private final Map<List<String>, Integer> counts = new ConcurrentHashMap<>();
    private final Set<List<String>> kinds = new HashSet<>();
    private boolean shown;

    /** Nothing is published before {@link #show}. */
    public VmiFigures(Meters meters) {
        this.meters = meters;
    }

    /** A VMI appeared, changed or went. */
    public synchronized void changed(
            Key key,
            Optional<VirtualMachineInstance> before,
            Optional<VirtualMachineInstance> after) {
        Optional<List<String>> series = after.map(this::series);
        Optional<List<String>> known = Optional.ofNullable(seriesOf.get(key));
        if (!series.equals(known)) {
            known.ifPresent(old -> count(old, -1));
            series.ifPresent(fresh -> count(fresh, 1));
            series.ifPresentOrElse(fresh -> seriesOf.put(key, fresh), () -> seriesOf.remove(key));
        }
        if (shown && before.isPresent() && after.isPresent()) {
            PhaseTransition.of(before.get(), after.get()).ifPresent(this::observe);
        }
    }

    /** This replica leads from now on. */
    public synchronized void show() {
        shown = true;
        counts.keySet().forEach(this::publish);
    }

    /** This replica leads no longer. */
    public synchronized void hide() {
        shown = false;
        counts.keySet().forEach(this::withdraw);
    }

    private void count(List<String> series, int change) {
        int now = counts.merge(series, change, Integer::sum);
        if (now == 0) {
            counts.remove(series);
        }
        if (shown && now == 0) {
            withdraw(series);
        } else if (shown && now == change) {
            publish(series);
        }
    }

    private void publish(List<String> series) {
        meters.gauge(
                ControllerMetrics.PHASE_COUNT,
                () -> counts.getOrDefault(series, 0),
                series.toArray(String[]::new));
    }

    private void withdraw(List<String> series) {
        meters.forget(ControllerMetrics.PHASE_COUNT, series.toArray(String[]::new));
    }

    private void observe(PhaseTransition transition) {
        String phase = transition.phase();
        meters.observe(ControllerMetrics.FROM_CREATION, transition.fromCreation(), phase);
        transition
                .fromLastPhase()
                .ifPresent(
                        time ->
                                meters.observe(
                                        ControllerMetrics.BETWEEN_PHASES,
                                        time,
                                        phase,
                                        transition.lastPhase()));
        transition
                .fromDeletion()
                .ifPresent(time -> meters.observe(ControllerMetrics.FROM_DELETION, time, phase));
    }

    private List<String> series(VirtualMachineInstance vmi) {
        String phase = stated(vmi.status() == null ? null : vmi.status().phase());
        String node = stated(vmi.status() == null ? null : vmi.status().nodeName());
        List<String> kind = kind(vmi);
        return List.of(phase.toLowerCase(Locale.ROOT), node, kind.get(0), kind.get(1), kind.get(2));
    }

    /** Annotations are the users': their number must not become ours. */
    private List<String> kind(VirtualMachineInstance vmi) {
        Map<String, String> annotations = Absent.map(vmi.metadata().getAnnotations());
        List<String> kind =
                KIND_ANNOTATIONS.stream().map(name -> stated(annotations.get(name))).toList();
        if (!kinds.contains(kind) && kinds.size() >= MOST_KINDS) {
            return OTHER;
        }
        kinds.add(kind);
        return kind;
    }

    private static String stated(String value) {
        return value == null || value.isEmpty() ? NONE : value;
    }
}
