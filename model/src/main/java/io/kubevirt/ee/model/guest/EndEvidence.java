package io.kubevirt.ee.model.guest;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the node knows about the end of a guest beyond what libvirt says.
 *
 * @param outOfMemoryKills how many processes of the launcher's container the kernel has ended for
 *     lack of memory
 * @param memoryLimitBytes what the container may use; empty: as much as the node has
 * @param killer who asked qemu to end: signal, process id and name, in words; empty: nobody but
 *     libvirtd
 * @param fenced whether the node was cut off and ended it by itself
 */
public record EndEvidence(
        long outOfMemoryKills,
        OptionalLong memoryLimitBytes,
        Optional<String> killer,
        boolean fenced) {

    /** Nothing is known. */
    public static final EndEvidence NONE =
            new EndEvidence(0, OptionalLong.empty(), Optional.empty(), false);

    /** Whether the kernel has ended a process for lack of memory. */
    boolean outOfMemory() {
        return outOfMemoryKills > 0;
    }
}
