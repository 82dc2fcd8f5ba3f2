package io.kubevirt.ee.model.downward;

import io.kubevirt.ee.model.downward.Figure.Context;
import java.util.List;
import java.util.Map;

/** What libvirt counts of a guest, in vhostmd's names. */
public final class GuestFigures {

    private static final double NANOSECONDS = 1e9;

    private GuestFigures() {}

    /**
     * The guest's part.
     *
     * @param values of libvirt's bulk statistics, by its names
     */
    public static List<Figure> of(Map<String, Object> values) {
        double processorSeconds =
                values.keySet().stream()
                                .filter(name -> name.matches("vcpu\\.[0-9]+\\.time"))
                                .mapToLong(name -> number(values, name))
                                .sum()
                        / NANOSECONDS;
        long memoryKib = number(values, "balloon.current");
        return List.of(
                Figure.seconds(Context.VM, "TotalCPUTime", processorSeconds),
                Figure.number(Context.VM, "ResourceProcessorLimit", number(values, "vcpu.current")),
                Figure.kibibytes(Context.VM, "PhysicalMemoryAllocatedToVirtualSystem", memoryKib),
                Figure.kibibytes(Context.VM, "ResourceMemoryLimit", memoryKib));
    }

    private static long number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
