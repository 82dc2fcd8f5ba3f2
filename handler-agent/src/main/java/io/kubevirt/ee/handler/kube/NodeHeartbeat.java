package io.kubevirt.ee.handler.kube;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubevirt.ee.runtime.kube.KubeException;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.MonotonicTime;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Says on the Node now and then that the agent lives, and whether guests can be placed here; a
 * change of that is said at once.
 */
public final class NodeHeartbeat {

    private static final Logger LOG = System.getLogger(NodeHeartbeat.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    // Whoever refuses a word has heard it; a server that fails may be cut off itself.
    private static final int REFUSED = 4;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final ResourceApi<V1Node, V1NodeList> nodes;
    private final Key node;
    private final BooleanSupplier ready;
    private final Supplier<Map<String, String>> labels;
    private final Duration every;
    private final InstantSource clock;
    private final InstantSource steady = new MonotonicTime();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Schedulable schedulable = new Schedulable();
    private final Thread thread;
    private volatile Instant heard;

    /**
     * @param node the node's name
     * @param ready whether the agent works and the hypervisor is there
     * @param labels what the node can run, as labels; empty: not known yet
     * @param every how often, a minute at most: two that are missed make the node silent
     * @param clock the node's wall clock
     */
    public NodeHeartbeat(
            ResourceApi<V1Node, V1NodeList> nodes,
            String node,
            BooleanSupplier ready,
            Supplier<Map<String, String>> labels,
            Duration every,
            InstantSource clock) {
        this.nodes = nodes;
        this.node = Key.ofCluster(node);
        this.ready = ready;
        this.labels = labels;
        this.every = every;
        this.clock = clock;
        this.heard = steady.instant();
        this.thread = Thread.ofPlatform().daemon().name("heartbeat").unstarted(this::beat);
    }

    /** Starts beating. */
    public void start() {
        thread.start();
    }

    /** Ends it, and says that no guest can be placed here until the next agent is there. */
    public void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        thread.join(patience);
        try {
            say(false);
        } catch (KubeException unsaid) {
            LOG.log(Level.WARNING, "the last word on the Node: {0}", unsaid.getMessage());
        }
    }

    /** For how long no API server has taken a word of this node, or refused it. */
    public Duration silence() {
        return Duration.between(heard, steady.instant());
    }

    private void beat() {
        boolean said = false;
        Map<String, String> labelled = Map.of();
        Instant next = Instant.MIN;
        try {
            do {
                boolean is = schedulable.now(ready.getAsBoolean(), clock.instant());
                Map<String, String> can = labels.get();
                if (is != said || !can.equals(labelled) || !clock.instant().isBefore(next)) {
                    next = clock.instant().plus(trySay(is) ? every : AFTER_FAILURE);
                    said = is;
                    labelled = can;
                }
            } while (!stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean trySay(boolean is) {
        // Before it is said, so that nobody counts from an earlier moment than we do.
        Instant now = steady.instant();
        try {
            say(is);
            heard = now;
            return true;
        } catch (RuntimeException unsaid) {
            if (unsaid instanceof KubeException answer && answer.code() / 100 == REFUSED) {
                heard = now;
            }
            // The thread must live on: without it the node would be taken for dead.
            LOG.log(Level.WARNING, "heartbeat on Node {0}: {1}", node, unsaid.getMessage());
            return false;
        }
    }

    private void say(boolean is) {
        Map<String, String> can = labels.get();
        V1Node after = nodes.mergePatch(node, Schedulable.patch(is, can, clock.instant()));
        Set<String> stale = Schedulable.stale(after, can);
        if (!stale.isEmpty()) {
            nodes.mergePatch(node, Schedulable.without(stale));
        }
    }
}
