package io.kubevirt.ee.model.v1;

import io.soabase.recordbuilder.core.RecordBuilder;

/** {@code spec.dataVolumeTemplates[].status} of a VirtualMachine. */
@RecordBuilder
public record DataVolumeTemplateDummyStatus() {}
