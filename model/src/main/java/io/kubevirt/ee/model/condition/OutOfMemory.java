package io.kubevirt.ee.model.condition;

import java.util.OptionalLong;

/** What a user is told of a lack of memory: the same, whether the agent or the kubelet saw it. */
public final class OutOfMemory {

    private static final long BYTES_OF_MEBIBYTE = 1 << 20;

    private OutOfMemory() {}

    /**
     * Whose memory was too little, and what to do.
     *
     * @param limitBytes what the pod may use; empty: as much as its node has
     */
    public static String why(OptionalLong limitBytes) {
        return limitBytes.isPresent()
                ? ("its pod may use %d MiB. Raise resources.limits.memory of the VM, or lower the"
                                + " guest's memory.")
                        .formatted(limitBytes.getAsLong() / BYTES_OF_MEBIBYTE)
                : "its node had none left. State resources.requests.memory for what runs on the"
                        + " node, or add memory to it.";
    }
}
