package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.certificateRotateStrategy.selfSigned} of a KubeVirt.
 *
 * @param caOverlapInterval Go duration
 * @param caRotateInterval Go duration, such as 168h
 * @param certRotateInterval Go duration
 */
@RecordBuilder
public record KubeVirtSelfSignConfiguration(
        CertConfig ca,
        String caOverlapInterval,
        String caRotateInterval,
        String certRotateInterval,
        CertConfig server) {}
