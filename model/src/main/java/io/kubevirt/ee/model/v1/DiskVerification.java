package io.kubevirt.ee.model.v1;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.configuration.developerConfiguration.diskVerification} of a KubeVirt. */
@RecordBuilder
public record DiskVerification(@Required Quantity memoryLimit) {}
