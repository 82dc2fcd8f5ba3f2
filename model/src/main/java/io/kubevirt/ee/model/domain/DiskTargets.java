package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which device each disk is in the domain: {@code vda}, {@code vdb}… or {@code sda}… */
public final class DiskTargets {

    private static final int LETTERS = 26;

    private DiskTargets() {}

    /** Device by disk name, in the order of the VMI's disks. */
    public static Map<String, String> of(VirtualMachineInstance vmi) {
        Map<String, Integer> used = new HashMap<>();
        Map<String, String> targets = new LinkedHashMap<>();
        for (Disk disk : Absent.list(vmi.spec().domain().devices().disks())) {
            String prefix = DiskBus.of(disk).devicePrefix();
            int index = used.merge(prefix, 1, Integer::sum) - 1;
            targets.put(disk.name(), prefix + letters(index));
        }
        return targets;
    }

    /** a…z, aa…az, ba… */
    private static String letters(int index) {
        String last = String.valueOf((char) ('a' + index % LETTERS));
        return index < LETTERS ? last : letters(index / LETTERS - 1) + last;
    }
}
