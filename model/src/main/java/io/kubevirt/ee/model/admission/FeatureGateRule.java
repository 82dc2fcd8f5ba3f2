package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.Filesystem;
import io.kubevirt.ee.model.v1.LunTarget;
import io.kubevirt.ee.model.v1.Volume;
import java.util.Optional;

/** What KubeVirt lets in only where the cluster's settings open a gate, and we never do. */
final class FeatureGateRule implements Rule {
    static final String CLOSED = "is behind a feature gate that is closed";

    @Override
    public void check(GuestSpec spec, Findings findings) {
        if (Absent.list(spec.devices().filesystems()).stream().anyMatch(fs -> isClaim(spec, fs))) {
            findings.invalid("domain.devices.filesystems", CLOSED);
        }
        if (spec.domain().launchSecurity() != null) {
            findings.invalid("launchSecurity", CLOSED);
        }
        if (spec.disks().stream().anyMatch(FeatureGateRule::reserves)) {
            findings.invalid("domain.devices.disks.luns.reservation", CLOSED);
        }
    }

    private static boolean isClaim(GuestSpec spec, Filesystem filesystem) {
        return Optional.ofNullable(filesystem.name())
                .flatMap(spec::volume)
                .filter(FeatureGateRule::isClaim)
                .isPresent();
    }

    static boolean isClaim(Volume volume) {
        return volume.persistentVolumeClaim() != null || volume.dataVolume() != null;
    }

    private static boolean reserves(Disk disk) {
        return Optional.ofNullable(disk.lun()).map(LunTarget::reservation).orElse(false);
    }
}
