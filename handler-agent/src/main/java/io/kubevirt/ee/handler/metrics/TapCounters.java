package io.kubevirt.ee.handler.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counters of network devices as a process sees them: a guest's tap is in its pod's network
 * namespace, where libvirt does not look.
 *
 * @param proc the node's {@code /proc}
 */
record TapCounters(Path proc) {
    private static final int FIELDS = 16;
    private static final List<String> DIRECTION = List.of("bytes", "pkts", "errs", "drop");

    /**
     * Counters by device, from the guest's side: what the node receives from a tap, the guest sent.
     * Empty when the process has ended.
     */
    Map<String, Map<String, Long>> read(long pid) {
        try {
            return parse(
                    Files.readAllLines(proc.resolve(pid + "/net/dev"), StandardCharsets.US_ASCII));
        } catch (IOException ended) {
            return Map.of();
        }
    }

    /** Reads lines of /proc/net/dev; devices that are no taps of guests are left out. */
    static Map<String, Map<String, Long>> parse(List<String> lines) {
        Map<String, Map<String, Long>> devices = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            if (name.startsWith("tap")) {
                devices.put(name, counters(line.substring(colon + 1).strip().split("\\s+")));
            }
        }
        return devices;
    }

    private static Map<String, Long> counters(String... columns) {
        Map<String, Long> counters = new HashMap<>();
        for (int i = 0; columns.length == FIELDS && i < DIRECTION.size(); i++) {
            counters.put("tx." + DIRECTION.get(i), Long.valueOf(columns[i]));
            counters.put("rx." + DIRECTION.get(i), Long.valueOf(columns[i + FIELDS / 2]));
        }
        return counters;
    }
}
