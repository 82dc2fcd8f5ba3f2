package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * {@code spec.certificateRotateStrategy.selfSigned.ca} of a KubeVirt and elsewhere.
 *
 * @param duration Go duration, such as 168h
 * @param renewBefore Go duration
 */
@RecordBuilder
public record CertConfig(String duration, String renewBefore) {}
