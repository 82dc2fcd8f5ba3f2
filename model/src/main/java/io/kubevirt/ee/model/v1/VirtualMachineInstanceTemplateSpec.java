package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.Open;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The instance a machine starts: labels, annotations and spec. At {@code spec.template} of a
 * VirtualMachine.
 */
@RecordBuilder
public record VirtualMachineInstanceTemplateSpec(
        @Nullable @Open V1ObjectMeta metadata, VirtualMachineInstanceSpec spec) {}
