package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Volumes: one source each, no name twice. */
final class VolumeRule implements Rule {
    @Override
    public void check(GuestSpec spec, Findings findings) {
        Map<String, Integer> seen = new HashMap<>();
        List<Volume> volumes = spec.volumes();
        for (int i = 0; i < volumes.size(); i++) {
            Volume volume = volumes.get(i);
            String path = "volumes[" + i + "]";
            Integer other = seen.putIfAbsent(volume.name(), i);
            if (other != null) {
                findings.invalid(path + ".name", "is the name of volume " + other + " too");
            }
            if (sources(volume) != 1) {
                findings.invalid(path, "must have exactly one source");
            }
            names(volume, path, findings);
            capacity(volume, path, findings);
        }
        if (volumes.stream().filter(volume -> volume.serviceAccount() != null).count() > 1) {
            findings.invalid("volumes", "must hold one serviceAccount at most");
        }
        if (volumes.stream().filter(volume -> volume.downwardMetrics() != null).count() > 1) {
            findings.invalid("volumes", "must hold one downwardMetrics at most");
        }
    }

    private static long sources(Volume volume) {
        return Stream.of(
                        volume.cloudInitConfigDrive(),
                        volume.cloudInitNoCloud(),
                        volume.configMap(),
                        volume.containerDisk(),
                        volume.containerPath(),
                        volume.dataVolume(),
                        volume.downwardAPI(),
                        volume.downwardMetrics(),
                        volume.emptyDisk(),
                        volume.ephemeral(),
                        volume.hostDisk(),
                        volume.memoryDump(),
                        volume.persistentVolumeClaim(),
                        volume.secret(),
                        volume.serviceAccount(),
                        volume.sysprep())
                .filter(Objects::nonNull)
                .count();
    }

    private static void names(Volume volume, String path, Findings findings) {
        if (volume.configMap() != null && Text.isAbsent(volume.configMap().name())) {
            findings.invalid(path + ".configMap.name", "must be set");
        }
        if (volume.secret() != null && Text.isAbsent(volume.secret().secretName())) {
            findings.invalid(path + ".secret.secretName", "must be set");
        }
        if (volume.serviceAccount() != null
                && Text.isAbsent(volume.serviceAccount().serviceAccountName())) {
            findings.invalid(path + ".serviceAccount.serviceAccountName", "must be set");
        }
        if (volume.dataVolume() != null && Text.isAbsent(volume.dataVolume().name())) {
            findings.required(path + ".name", "must be set");
        }
    }

    private static void capacity(Volume volume, String path, Findings findings) {
        if (volume.emptyDisk() != null
                && volume.emptyDisk().capacity() != null
                && volume.emptyDisk().capacity().getNumber().signum() <= 0) {
            findings.invalid(path + ".emptyDisk.capacity", "must be above zero");
        }
    }
}
