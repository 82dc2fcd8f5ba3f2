package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Filesystem;
import io.kubevirt.ee.model.v1.Volume;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be so of filesystems, where KubeVirt's guest fails to start. */
final class FilesystemSupport {
    private static final String ALL = "domain.devices.filesystems";

    /** What a device of virtio has room for. */
    private static final int LONGEST_TAG_BYTES = 36;

    private FilesystemSupport() {}

    static void check(GuestSpec spec, Findings findings) {
        List<Filesystem> filesystems = Absent.list(spec.devices().filesystems());
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < filesystems.size(); i++) {
            String name = Optional.ofNullable(filesystems.get(i).name()).orElse("");
            String path = ALL + "[" + i + "].name";
            if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_TAG_BYTES) {
                findings.notSupported(path, "must have 36 bytes or fewer");
            }
            Integer other = seen.putIfAbsent(name, i);
            if (other != null) {
                findings.notSupported(path, "is the name of filesystem " + other + " too");
            }
            volume(spec, name, path, findings);
        }
    }

    /** Of claims {@link FeatureGateRule} speaks. */
    private static void volume(GuestSpec spec, String name, String path, Findings findings) {
        Optional<Volume> volume = spec.volume(name);
        if (volume.isEmpty()) {
            findings.notSupported(path, "is the name of no volume");
        } else if (!isOfFiles(volume.get()) && !FeatureGateRule.isClaim(volume.get())) {
            findings.notSupported(
                    path, "needs a configMap, secret, serviceAccount or downwardAPI volume");
        }
    }

    private static boolean isOfFiles(Volume volume) {
        return volume.configMap() != null
                || volume.secret() != null
                || volume.serviceAccount() != null
                || volume.downwardAPI() != null;
    }
}
