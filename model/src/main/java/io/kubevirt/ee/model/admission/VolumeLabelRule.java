package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Volume;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Labels of disks of files fit into an ISO 9660 image; KubeVirt fails on others later. */
final class VolumeLabelRule implements Rule {
    private static final int MOST_BYTES = 32;

    @Override
    public void check(GuestSpec spec, Findings findings) {
        List<Volume> volumes = spec.volumes();
        for (int i = 0; i < volumes.size(); i++) {
            Volume volume = volumes.get(i);
            String path = "volumes[" + i + "].";
            if (volume.configMap() != null) {
                label(volume.configMap().volumeLabel(), path + "configMap", findings);
            }
            if (volume.secret() != null) {
                label(volume.secret().volumeLabel(), path + "secret", findings);
            }
            if (volume.downwardAPI() != null) {
                label(volume.downwardAPI().volumeLabel(), path + "downwardAPI", findings);
            }
        }
    }

    private static void label(String labelOrNull, String path, Findings findings) {
        if (Text.isPresent(labelOrNull)
                && labelOrNull.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            findings.invalid(path + ".volumeLabel", "must have " + MOST_BYTES + " bytes or fewer");
        }
    }
}
