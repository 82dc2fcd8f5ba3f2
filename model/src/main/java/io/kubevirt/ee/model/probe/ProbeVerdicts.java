package io.kubevirt.ee.model.probe;

import java.util.Optional;

/**
 * What the probes of one guest say.
 *
 * @param readiness empty: the guest has no such probe
 * @param liveness empty: the guest has no such probe
 */
public record ProbeVerdicts(Optional<ProbeVerdict> readiness, Optional<ProbeVerdict> liveness) {

    /** Of a guest without probes. */
    public static final ProbeVerdicts NONE = new ProbeVerdicts(Optional.empty(), Optional.empty());
}
