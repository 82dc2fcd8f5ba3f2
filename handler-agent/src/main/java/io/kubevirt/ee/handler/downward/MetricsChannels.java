package io.kubevirt.ee.handler.downward;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The channels on which guests ask, by the VMI's uid. Used by one thread. */
final class MetricsChannels implements AutoCloseable {

    private record Open(ByteChannel channel, Thread thread) {}

    private final GuestMetrics guests;
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, String> told = new ConcurrentHashMap<>();

    MetricsChannels(GuestMetrics guests) {
        this.guests = guests;
    }

    /** Remembers what a guest is to be told, and listens to it, anew where that ended. */
    void tell(String vmiUid, String text) throws IOException {
        told.put(vmiUid, text);
        Open before = open.get(vmiUid);
        if (before == null || !before.thread().isAlive()) {
            ByteChannel channel = guests.connect(vmiUid);
            Thread thread =
                    Thread.ofVirtual()
                            .name("downward-metrics-" + vmiUid)
                            .start(
                                    new MetricsChannel(
                                            channel, () -> told.getOrDefault(vmiUid, "")));
            open.put(vmiUid, new Open(channel, thread));
        }
    }

    /** Leaves all other guests. */
    void keepOnly(Set<String> vmiUids) throws IOException {
        told.keySet().retainAll(vmiUids);
        for (String uid : Set.copyOf(open.keySet())) {
            if (!vmiUids.contains(uid)) {
                open.remove(uid).channel().close();
            }
        }
    }

    @Override
    public void close() {
        try {
            keepOnly(Set.of());
        } catch (IOException gone) {
            // So is the guest.
        }
    }
}
