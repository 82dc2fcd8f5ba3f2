package io.kubevirt.ee.handler.downward;

import io.kubevirt.ee.handler.port.GuestStatistics;
import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.downward.Figure;
import io.kubevirt.ee.model.downward.GuestFigures;
import io.kubevirt.ee.model.downward.MetricsWish;
import io.kubevirt.ee.model.downward.MetricsXml;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Tells this node's guests their figures every five seconds, a thread of its own. Where no guest
 * wants any, nothing is asked of libvirt.
 */
public final class MetricsKeeper {

    private static final Logger LOG = System.getLogger(MetricsKeeper.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Supplier<? extends Collection<Key>> keys;
    private final VmiStore vmis;
    private final GuestStatistics statistics;
    private final GuestMetrics guests;
    private final NodeFiles node;
    private final InstantSource clock;
    private final MetricsChannels channels;

    /** Who is told nothing since it was logged: once, and not every five seconds. */
    private final Set<String> untold = new HashSet<>();

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("downward-metrics").unstarted(this::watch);

    /**
     * @param keys names of VMIs that may be here
     * @param nodeName this node's
     * @param product the hypervisor's name and version
     */
    public MetricsKeeper(
            Supplier<? extends Collection<Key>> keys,
            VmiStore vmis,
            GuestStatistics statistics,
            GuestMetrics guests,
            String nodeName,
            Supplier<String> product,
            InstantSource clock) {
        this(keys, vmis, statistics, guests, NodeFiles.ofThisNode(nodeName, product), clock);
    }

    MetricsKeeper(
            Supplier<? extends Collection<Key>> keys,
            VmiStore vmis,
            GuestStatistics statistics,
            GuestMetrics guests,
            NodeFiles node,
            InstantSource clock) {
        this.keys = keys;
        this.vmis = vmis;
        this.statistics = statistics;
        this.guests = guests;
        this.node = node;
        this.clock = clock;
        this.channels = new MetricsChannels(guests);
    }

    /** Starts telling. */
    public void start() {
        thread.start();
    }

    /** Ends it; guests keep what they were told last. */
    public void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        thread.join(patience);
        channels.close();
    }

    private void watch() {
        try {
            do {
                tell();
            } while (!stopping.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once, everybody here who wants figures. */
    void tell() {
        try {
            Map<String, VirtualMachineInstance> wanting = wanting();
            channels.keepOnly(wanting.keySet());
            untold.retainAll(wanting.keySet());
            if (wanting.isEmpty()) {
                return;
            }
            List<Figure> ofNode = node.read().at(clock.instant());
            for (Figures guest : statistics.read()) {
                Optional.ofNullable(wanting.get(guest.vmiUid()))
                        .ifPresent(vmi -> tell(MetricsWish.of(vmi), guest, ofNode));
            }
        } catch (IOException | RuntimeException away) {
            // The thread must live on; the guests' disks show how old their figures are.
            LOG.log(Level.DEBUG, "guests are told no figures: {0}", away.getMessage());
        }
    }

    /** VMIs here that want figures, by their uids. */
    private Map<String, VirtualMachineInstance> wanting() {
        return keys.get().stream()
                .map(key -> vmis.cached(key.namespace(), key.name()))
                .flatMap(Optional::stream)
                .filter(vmi -> MetricsWish.of(vmi).any())
                .collect(Collectors.toMap(vmi -> vmi.metadata().getUid(), Function.identity()));
    }

    private void tell(MetricsWish wish, Figures guest, List<Figure> ofNode) {
        List<Figure> all = new ArrayList<>(ofNode);
        all.addAll(GuestFigures.of(guest.values()));
        String text = MetricsXml.of(all);
        try {
            if (wish.volume().isPresent()) {
                guests.write(guest.vmiUid(), wish.volume().get(), text + "\n");
            }
            if (wish.channel()) {
                channels.tell(guest.vmiUid(), text);
            }
            untold.remove(guest.vmiUid());
        } catch (IOException failed) {
            if (untold.add(guest.vmiUid())) {
                LOG.log(
                        Level.WARNING,
                        "guest {0} is told no figures until this is mended: {1}",
                        guest.domain(),
                        failed.getMessage());
            }
        }
    }
}
