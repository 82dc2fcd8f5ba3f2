package io.kubevirt.ee.handler.kube;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubevirt.ee.runtime.kube.KubeException;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Says on the Node each minute that the agent lives, and whether guests can be placed here; a
 * change of that is said at once.
 */
public final class NodeHeartbeat {

    private static final Logger LOG = System.getLogger(NodeHeartbeat.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration BEAT_EVERY = Duration.ofSeconds(60);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final ResourceApi<V1Node, V1NodeList> nodes;
    private final Key node;
    private final BooleanSupplier connected;
    private final InstantSource clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Schedulable schedulable = new Schedulable();
    private final Thread thread;

    /**
     * @param node the node's name
     * @param connected whether the hypervisor is there
     * @param clock the node's wall clock
     */
    public NodeHeartbeat(
            ResourceApi<V1Node, V1NodeList> nodes,
            String node,
            BooleanSupplier connected,
            InstantSource clock) {
        this.nodes = nodes;
        this.node = Key.ofCluster(node);
        this.connected = connected;
        this.clock = clock;
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

    private void beat() {
        boolean said = false;
        Instant next = Instant.MIN;
        try {
            do {
                boolean is = schedulable.now(connected.getAsBoolean(), clock.instant());
                if (is != said || !clock.instant().isBefore(next)) {
                    next = clock.instant().plus(trySay(is) ? BEAT_EVERY : AFTER_FAILURE);
                    said = is;
                }
            } while (!stopping.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean trySay(boolean is) {
        try {
            say(is);
            return true;
        } catch (RuntimeException unsaid) {
            // The thread must live on: without it the node would be taken for dead.
            LOG.log(Level.WARNING, "heartbeat on Node {0}: {1}", node, unsaid.getMessage());
            return false;
        }
    }

    private void say(boolean is) {
        nodes.mergePatch(node, Schedulable.patch(is, clock.instant()));
    }
}
