package io.kubevirt.ee.model.guest;

import java.util.List;
import java.util.SortedSet;

/**
 * Which of the node's processors the threads of a qemu run on.
 *
 * @param vcpus the processor of each of the guest's own, by its number
 * @param emulator those of all other threads
 */
public record CpuPins(List<Integer> vcpus, SortedSet<Integer> emulator) {
    /** A copy of the list. */
    public CpuPins {
        vcpus = List.copyOf(vcpus);
    }
}
