package io.kubevirt.ee.handler.stream;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Which slots of guests' devices are taken; each has one client at a time. */
final class Slots {

    private final Set<Slot> taken = ConcurrentHashMap.newKeySet();

    /**
     * One of the clients' places at a device.
     *
     * @param number from 0
     */
    record Slot(String vmiUid, GuestDevice device, int number) {}

    /** Takes the first that is free; nothing: none is. */
    Optional<Slot> take(String vmiUid, GuestDevice device) {
        return IntStream.range(0, device.slots())
                .mapToObj(number -> new Slot(vmiUid, device, number))
                .filter(taken::add)
                .findFirst();
    }

    void free(Slot slot) {
        taken.remove(slot);
    }
}
