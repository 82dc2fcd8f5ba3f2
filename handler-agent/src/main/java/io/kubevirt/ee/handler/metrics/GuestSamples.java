package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Libvirt's figures of a guest as samples of metrics. Pure; what libvirt does not tell is left out.
 */
final class GuestSamples {
    private static final String[] VCPU_STATES = {"OFFLINE", "RUNNING", "BLOCKED"};

    private GuestSamples() {}

    /**
     * All samples of a guest.
     *
     * @param figures by libvirt
     * @param interfaces counters of its taps, as libvirt names such fields; takes the place of
     *     libvirt's own, which sees no tap that is in a pod's network namespace
     */
    static List<Sample> of(
            Figures figures, GuestNames names, Map<String, Map<String, Long>> interfaces) {
        List<Sample> samples = new ArrayList<>();
        Map<String, Object> values = figures.values();
        add(samples, GuestField.OF_GUEST, values, "", names.identity());
        for (int id = 0; values.containsKey("vcpu." + id + ".state"); id++) {
            vcpu(samples, values, id, names.identity());
        }
        for (int i = 0; values.get("block." + i + ".name") instanceof String device; i++) {
            String drive = names.disks().getOrDefault(device, device);
            add(
                    samples,
                    GuestField.OF_DISK,
                    values,
                    "block." + i + ".",
                    with(names.identity(), drive));
        }
        interfaces.forEach(
                (tap, counters) ->
                        add(
                                samples,
                                GuestField.OF_INTERFACE,
                                counters,
                                "",
                                with(names.identity(), names.interfaces().getOrDefault(tap, tap))));
        return samples;
    }

    /** Whether its qemu answered: a disk's counters are known to nobody else. */
    static boolean answered(Figures figures) {
        Map<String, Object> values = figures.values();
        return values.containsKey("block.count")
                && (!values.containsKey("block.0.name") || values.containsKey("block.0.rd.reqs"));
    }

    private static void vcpu(
            List<Sample> samples, Map<String, Object> values, int id, List<String> identity) {
        String prefix = "vcpu." + id + ".";
        List<String> labels = with(identity, Integer.toString(id));
        for (GuestField field : GuestField.OF_VCPU) {
            boolean stated = field.metric().labels().contains("state");
            add(
                    samples,
                    List.of(field),
                    values,
                    prefix,
                    stated ? with(labels, state(values.get(prefix + "state"))) : labels);
        }
    }

    private static String state(Object number) {
        return number instanceof Long state && state >= 0 && state < VCPU_STATES.length
                ? VCPU_STATES[state.intValue()]
                : "UNKNOWN";
    }

    private static void add(
            List<Sample> samples,
            List<GuestField> fields,
            Map<String, ?> values,
            String prefix,
            List<String> labels) {
        for (GuestField field : fields) {
            if (values.get(prefix + field.field()) instanceof Number number) {
                samples.add(
                        new Sample(field.metric(), labels, number.doubleValue() * field.factor()));
            }
        }
    }

    private static List<String> with(List<String> labels, String more) {
        List<String> all = new ArrayList<>(labels);
        all.add(more);
        return all;
    }
}
