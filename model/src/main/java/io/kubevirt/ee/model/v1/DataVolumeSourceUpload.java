package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].spec.source.upload} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeSourceUpload() {}
