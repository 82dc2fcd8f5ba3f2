package io.kubevirt.ee.model.node;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a node can run, as labels of its Node by KubeVirt's names. */
public final class NodeLabels {
    /** A machine type. */
    public static final String MACHINE = "machine-type.node.kubevirt.io/";

    /** A named CPU model. */
    public static final String CPU_MODEL = "cpu-model.node.kubevirt.io/";

    /** A feature of the node's CPU. */
    public static final String CPU_FEATURE = "cpu-feature.node.kubevirt.io/";

    /** The maker of the node's CPU. */
    public static final String CPU_VENDOR = "cpu-vendor.node.kubevirt.io/";

    /** A feature of Hyper-V. */
    public static final String HYPERV = "hyperv.node.kubevirt.io/";

    private static final String CPU_MODEL_MIGRATION = "cpu-model-migration.node.kubevirt.io/";
    private static final String HOST_MODEL = "host-model-cpu.node.kubevirt.io/";
    private static final String HOST_FEATURE = "host-model-required-features.node.kubevirt.io/";

    private static final Set<String> OURS =
            Set.of(
                    MACHINE,
                    CPU_MODEL,
                    CPU_FEATURE,
                    CPU_VENDOR,
                    HYPERV,
                    CPU_MODEL_MIGRATION,
                    HOST_MODEL,
                    HOST_FEATURE);

    /** Models that KubeVirt offers no more. */
    private static final Set<String> OBSOLETE =
            Set.of(
                    "486",
                    "pentium",
                    "pentium2",
                    "pentium3",
                    "pentiumpro",
                    "coreduo",
                    "n270",
                    "core2duo",
                    "Conroe",
                    "athlon",
                    "phenom",
                    "qemu32",
                    "qemu64",
                    "kvm32",
                    "kvm64",
                    "Opteron_G1",
                    "Opteron_G2");

    /** Libvirt's names where KubeVirt has others. */
    private static final Map<String, String> HYPERV_NAMES = Map.of("stimer", "synictimer");

    /** The part of a label's name after the slash. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private NodeLabels() {}

    /** The labels of a node. */
    public static SortedMap<String, String> of(NodeCapabilities node) {
        SortedMap<String, String> labels = new TreeMap<>();
        node.machines().forEach(machine -> add(labels, MACHINE, machine));
        node.cpuFeatures().forEach(feature -> add(labels, CPU_FEATURE, feature));
        node.hyperv().forEach(name -> add(labels, HYPERV, HYPERV_NAMES.getOrDefault(name, name)));
        node.cpuModels().stream()
                .filter(model -> !OBSOLETE.contains(model))
                .forEach(
                        model -> {
                            add(labels, CPU_MODEL, model);
                            add(labels, CPU_MODEL_MIGRATION, model);
                        });
        node.host()
                .ifPresent(
                        host -> {
                            add(labels, HOST_MODEL, host.model());
                            add(labels, CPU_MODEL_MIGRATION, host.model());
                            host.vendor().ifPresent(vendor -> add(labels, CPU_VENDOR, vendor));
                            host.required().forEach(name -> add(labels, HOST_FEATURE, name));
                        });
        return labels;
    }

    /** Whether a label is one of these: it is taken away where it is true no more. */
    public static boolean isOne(String label) {
        return OURS.stream().anyMatch(label::startsWith);
    }

    private static void add(SortedMap<String, String> labels, String prefix, String name) {
        if (NAME.matcher(name).matches()) {
            labels.put(prefix + name, "true");
        }
    }
}
