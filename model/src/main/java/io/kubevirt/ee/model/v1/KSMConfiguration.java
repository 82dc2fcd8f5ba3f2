package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.ksmConfiguration} of a KubeVirt. */
@RecordBuilder
public record KSMConfiguration(V1LabelSelector nodeLabelSelector) {}
