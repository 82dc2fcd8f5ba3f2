package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.changedBlockTrackingLabelSelectors} of a KubeVirt. */
@RecordBuilder
public record ChangedBlockTrackingSelectors(
        V1LabelSelector namespaceLabelSelector, V1LabelSelector virtualMachineLabelSelector) {}
