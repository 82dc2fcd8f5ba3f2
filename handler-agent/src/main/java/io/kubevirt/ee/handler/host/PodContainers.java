package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import java.io.IOException;

/** The containers of a launcher pod that only hold an image: a sleeper each, with its name. */
final class PodContainers {

    /** The name of the sleeper that holds kernel and initrd. */
    static final String KERNEL_BOOT = "kernel-boot";

    private final ProcessTable processes;

    PodContainers(ProcessTable processes) {
        this.processes = processes;
    }

    /**
     * The sleeper of a volume's container.
     *
     * @throws GuestRefused NOT_YET while it does not run
     */
    PinnedProcess sleeper(String podUid, String volume) throws IOException, GuestRefused {
        ProcessFacts process =
                processes
                        .firstOfContainer(podUid, "--volume", volume)
                        .orElseThrow(() -> notYet(volume));
        try {
            return PinnedProcess.of(process.pid(), process.startTicks());
        } catch (ProcessGone ended) {
            throw notYet(volume);
        }
    }

    private static GuestRefused notYet(String volume) {
        return new GuestRefused(
                GuestRefused.Kind.NOT_YET,
                "the launcher pod's container that holds the image of \"%s\" does not run"
                        .formatted(volume));
    }
}
