package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.gcs} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceGCS(String secretRef, @Required String url) {}
