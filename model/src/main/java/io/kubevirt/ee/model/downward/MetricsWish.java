package io.kubevirt.ee.model.downward;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.Volume;
import java.util.Optional;

/**
 * How a guest wants to be told.
 *
 * @param volume the disk on which it is told, if there is one
 * @param channel whether it asks on a channel
 */
public record MetricsWish(Optional<String> volume, boolean channel) {

    /** What a VMI states. */
    public static MetricsWish of(VirtualMachineInstance vmi) {
        return new MetricsWish(
                Absent.list(vmi.spec().volumes()).stream()
                        .filter(volume -> volume.downwardMetrics() != null)
                        .map(Volume::name)
                        .findFirst(),
                vmi.spec().domain().devices().downwardMetrics() != null);
    }

    /** Whether there is any. */
    public boolean any() {
        return volume.isPresent() || channel;
    }
}
