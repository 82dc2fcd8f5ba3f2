package io.kubevirt.ee.model.v1;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.schema.Nullable;
import io.kubevirt.ee.model.v1.schema.Open;
import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A DataVolume made along with the machine. At {@code spec.dataVolumeTemplates[]} of a
 * VirtualMachine.
 */
@RecordBuilder
public record DataVolumeTemplateSpec(
        String apiVersion,
        String kind,
        @Nullable @Open V1ObjectMeta metadata,
        @Required DataVolumeSpec spec,
        @Nullable DataVolumeTemplateDummyStatus status) {}
