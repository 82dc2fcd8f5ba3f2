package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.ContainerDiskSource;
import io.kubevirt.ee.model.v1.Volume;
import java.util.List;
import java.util.Set;

/** Disks in container images: which image, and where in it. */
final class ContainerDiskRule implements Rule {
    /** Makes the name of the volume's container, which is a DNS label, from the volume's. */
    private static final int LONGEST_VOLUME_NAME = 63 - "volume".length();

    private static final Set<String> PULL_POLICIES = Set.of("Always", "IfNotPresent", "Never");

    @Override
    public void check(GuestSpec spec, Findings findings) {
        List<Volume> volumes = spec.volumes();
        for (int i = 0; i < volumes.size(); i++) {
            ContainerDiskSource source = volumes.get(i).containerDisk();
            if (source != null) {
                String path = "volumes[" + i + "]";
                name(volumes.get(i), path, findings);
                source(source, path + ".containerDisk", findings);
            }
        }
    }

    private static void name(Volume volume, String path, Findings findings) {
        if (volume.name() != null && volume.name().length() > LONGEST_VOLUME_NAME) {
            findings.invalid(
                    path + ".name",
                    "must have "
                            + LONGEST_VOLUME_NAME
                            + " characters or fewer for a containerDisk");
        }
    }

    private static void source(ContainerDiskSource source, String path, Findings findings) {
        if (Text.isAbsent(source.image())) {
            findings.required(path + ".image", "must name an image");
        }
        if (Text.isPresent(source.path()) && !Text.isAbsolutePath(source.path())) {
            findings.invalid(path, "must have an absolute path to a file, without . and ..");
        }
        pullPolicy(source.imagePullPolicy(), path, findings);
    }

    static void pullPolicy(String policyOrNull, String path, Findings findings) {
        if (Text.isPresent(policyOrNull) && !PULL_POLICIES.contains(policyOrNull)) {
            findings.notSupported(
                    path + ".imagePullPolicy", "must be Always, IfNotPresent or Never");
        }
    }
}
