package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.imageio} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceImageIO(
        String certConfigMap,
        @Required String diskId,
        Boolean insecureSkipVerify,
        String secretRef,
        @Required String url) {}
