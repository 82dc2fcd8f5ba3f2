package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Probe;
import java.util.Objects;
import java.util.stream.Stream;

/** Probes check in one way; those that connect need the pod's network. */
final class ProbeRule implements Rule {
    @Override
    public void check(GuestSpec spec, Findings findings) {
        probe(spec, "readinessProbe", spec.spec().readinessProbe(), findings);
        probe(spec, "livenessProbe", spec.spec().livenessProbe(), findings);
    }

    private static void probe(GuestSpec spec, String path, Probe probeOrNull, Findings findings) {
        if (probeOrNull == null) {
            return;
        }
        long ways =
                Stream.of(
                                probeOrNull.exec(),
                                probeOrNull.guestAgentPing(),
                                probeOrNull.httpGet(),
                                probeOrNull.tcpSocket())
                        .filter(Objects::nonNull)
                        .count();
        if (ways > 1) {
            findings.invalid(path, "must check in one way");
        } else if (ways == 0) {
            findings.required(path, "must have exec, guestAgentPing, httpGet or tcpSocket");
        }
        if (!spec.hasPodNetwork()) {
            connects(probeOrNull.httpGet(), path + ".httpGet", findings);
            connects(probeOrNull.tcpSocket(), path + ".tcpSocket", findings);
        }
    }

    private static void connects(Object wayOrNull, String path, Findings findings) {
        if (wayOrNull != null) {
            findings.invalid(path, "needs the pod network");
        }
    }
}
