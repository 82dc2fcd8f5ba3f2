package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.certificateRotateStrategy} of a KubeVirt. */
@RecordBuilder
public record KubeVirtCertificateRotateStrategy(KubeVirtSelfSignConfiguration selfSigned) {}
