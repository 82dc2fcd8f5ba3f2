package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.handler.port.GuestStatistics;
import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks for the figures of all guests at each scrape. One scrape asks at a time: another one
 * meanwhile gets what was found last, so that scrapes cannot pile up behind a libvirt that is slow.
 */
public final class GuestCollector implements MultiCollector {
    private static final Logger LOG = System.getLogger(GuestCollector.class.getName());

    private final GuestStatistics statistics;
    private final Function<Figures, GuestNames> names;
    private final GuestTaps taps;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile List<Sample> last = List.of();

    GuestCollector(
            GuestStatistics statistics, Function<Figures, GuestNames> names, GuestTaps taps) {
        this.statistics = statistics;
        this.names = names;
        this.taps = taps;
    }

    @Override
    public MetricSnapshots collect() {
        if (asking.tryLock()) {
            try {
                last = ask();
            } finally {
                asking.unlock();
            }
        }
        return Snapshots.of(last);
    }

    private List<Sample> ask() {
        try {
            List<Figures> guests = statistics.read();
            List<Sample> samples = new ArrayList<>();
            for (Figures guest : guests) {
                samples.addAll(GuestSamples.of(guest, names.apply(guest), taps.read(guest)));
            }
            taps.keepOnly(guests.stream().map(Figures::podUid).collect(Collectors.toSet()));
            long silent = guests.stream().filter(guest -> !GuestSamples.answered(guest)).count();
            samples.add(new Sample(HandlerMetrics.GUESTS, List.of(), guests.size()));
            samples.add(new Sample(HandlerMetrics.SILENT_GUESTS, List.of(), silent));
            return samples;
        } catch (HypervisorUnavailable away) {
            LOG.log(Level.DEBUG, "no figures of guests: {0}", away.getMessage());
            return List.of();
        }
    }
}
