package io.kubevirt.ee.model.v1;

import io.kubevirt.ee.model.v1.schema.Required;
import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.s3} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceS3(String certConfigMap, String secretRef, @Required String url) {}
